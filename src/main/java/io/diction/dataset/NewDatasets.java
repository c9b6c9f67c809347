package io.diction.dataset;

import io.diction.audit.Audit;
import io.diction.custommodel.ModelView;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.folder.Parts;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.storage.Blobs;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes datasets of what came, whose validation is queued with them. */
@Component
class NewDatasets {
  private final DatasetRows rows;
  private final FileRows files;
  private final Parts parts;
  private final RestKinds restKinds;
  private final Blobs blobs;
  private final Jobs jobs;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  NewDatasets(
      DatasetRows rows,
      FileRows files,
      Parts parts,
      RestKinds restKinds,
      Blobs blobs,
      Jobs jobs,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = rows;
    this.files = files;
    this.parts = parts;
    this.restKinds = restKinds;
    this.blobs = blobs;
    this.jobs = jobs;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** In the transaction that took the upload. */
  void add(ModelView model, UUID group, DatasetId id, Upload.Received file, SignedIn who) {
    Dataset dataset = add(group, id, file, restKinds.of(file, who), now(), who);
    rows.link(model.id(), dataset.key(), file.type().purpose());
    Uploads.record(audit, who, "dataset.upload", model, dataset.name());
  }

  /** The same for no model. */
  Dataset add(
      UUID group,
      DatasetId id,
      Upload.Received file,
      DatasetKind kind,
      OffsetDateTime createdAt,
      SignedIn who) {
    UUID job = jobs.submit(ValidationJob.KIND, who.organization(), id.value());
    Dataset dataset =
        new Dataset(
            id,
            who.organization(),
            group,
            file.name().display(),
            file.type(),
            DatasetStatus.VALIDATING,
            file.blob().sha256(),
            file.sizeBytes(),
            null,
            0,
            0,
            0,
            job,
            createdAt,
            null,
            null,
            null);
    rows.add(dataset, file.name(), kind, who.user());
    files.add(dataset.key(), new FileRows.StoredFile(0, dataset.name(), file.blob(), null));
    blobs.retain(who.organization(), file.blob().sha256());
    if (!file.parts().isEmpty()) {
      parts.keep(dataset.key(), dataset.sha256(), file.parts());
    }
    events.publishEvent(new DatasetAdded(id, who.organization()));
    return dataset;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}

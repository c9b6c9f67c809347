package io.diction.dataset;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.Parts;
import io.diction.dataset.folder.SmallFiles;
import io.diction.dataset.tus.PartialUploads;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.corpus.Transcripts.Content;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes what users send: bytes to storage as they arrive, then one dataset for each good file. */
@Service
class Uploads {

  private final ModelData models;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final PartialUploads partials;
  private final DatasetRows rows;
  private final FileRows files;
  private final Parts parts;
  private final SmallFiles small;
  private final Jobs jobs;
  private final Audit audit;
  private final DatasetSettings settings;
  private final Clock clock;

  Uploads(
      ModelData models,
      PlanRoom plan,
      Blobs blobs,
      PartialUploads partials,
      DatasetRows rows,
      FileRows files,
      Parts parts,
      SmallFiles small,
      Jobs jobs,
      Audit audit,
      DatasetSettings settings,
      Clock clock) {
    this.models = models;
    this.plan = plan;
    this.blobs = blobs;
    this.partials = partials;
    this.rows = rows;
    this.files = files;
    this.parts = parts;
    this.small = small;
    this.jobs = jobs;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What became of an upload.
   *
   * @param accepted names of the files that became datasets
   * @param datasets what they became
   * @param problems why others did not
   */
  record Outcome(List<String> accepted, List<DatasetId> datasets, List<Finding> problems) {
    Outcome {
      accepted = List.copyOf(accepted);
      datasets = List.copyOf(datasets);
      problems = List.copyOf(problems);
    }
  }

  /** Asked before the first byte is read: whether this user may add data to the model now. */
  @Transactional
  public void requireOpen(CustomModelId model, SignedIn who) {
    models.requireEditable(model, who);
  }

  /** Files of one upload. */
  int mostFiles(boolean byFolder) {
    return byFolder ? settings.folderFiles() : settings.files();
  }

  Upload begin(SignedIn who, @Nullable DatasetType chosen) {
    return new Upload(blobs, small, settings, who, leftBytes(who), chosen, false);
  }

  /** Of training data: a row for each folder, which waits at its report until it is confirmed. */
  Upload beginFolders(SignedIn who) {
    return new Upload(blobs, small, settings, who, leftBytes(who), null, true);
  }

  /** What the organization's plan still has room for; nearly without end where it sets no limit. */
  long leftBytes(SignedIn who) {
    return plan.leftBytes(who.organization());
  }

  @Transactional
  public Outcome create(CustomModelId model, Upload upload, SignedIn who) {
    return create(model, upload, who, outcome -> {});
  }

  /**
   * Makes datasets of what was received and has them validated. Whether the plan has room is asked
   * again, one upload after the other: others may have used it up since this one began.
   *
   * @param received told in the same transaction what became of the upload, whose {@link
   *     Upload#partials} are those that are done with by then
   */
  @Transactional
  public Outcome create(
      CustomModelId model, Upload upload, SignedIn who, Consumer<Outcome> received) {
    ModelView view = models.requireEditable(model, who);
    long room =
        plan.hold(who.organization()) + partials.promisedBytes(model, who, upload.partials());
    List<Finding> problems = new ArrayList<>(upload.problems());
    List<String> accepted = new ArrayList<>();
    List<DatasetId> datasets = new ArrayList<>();
    Set<String> hashes = new HashSet<>();
    upload.received().forEach(file -> hashes.add(file.blob().sha256()));
    Map<String, String> present = rows.namesByHash(model, hashes);
    UUID group = Ids.next();
    for (Upload.Received file : upload.received()) {
      String name = file.name().display();
      String twin = present.putIfAbsent(file.blob().sha256(), name);
      long bytes = twin == null ? newBytes(file, who) : 0;
      if (twin != null) {
        problems.add(Finding.error(ErrorCode.DUPLICATE_FILE, "duplicate_file", name, twin));
      } else if (bytes > room) {
        upload.keep(file.partials());
        problems.add(Finding.error(ErrorCode.LIMIT_REACHED, "storage_limit", name));
      } else {
        room -= bytes;
        DatasetId id = add(view, group, file, who);
        if (upload.isHeld()) {
          rows.hold(id);
        }
        datasets.add(id);
        accepted.add(name);
      }
    }
    Outcome outcome = new Outcome(accepted, datasets, problems);
    received.accept(outcome);
    return outcome;
  }

  /** What it takes of the plan: bytes that something refers to already take nothing. */
  private long newBytes(Upload.Received file, SignedIn who) {
    Set<Blob> all = file.blobs();
    Set<String> used = blobs.used(who.organization(), all.stream().map(Blob::sha256).toList());
    return all.stream()
        .filter(blob -> !used.contains(blob.sha256()))
        .mapToLong(Blob::sizeBytes)
        .sum();
  }

  private DatasetId add(ModelView model, UUID group, Upload.Received file, SignedIn who) {
    DatasetId id = new DatasetId(Ids.next());
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
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS),
            null,
            null);
    rows.add(dataset, file.name(), restKind(file, who), who.user());
    rows.link(model.id(), id, file.type().purpose());
    files.add(id.value(), new FileRows.StoredFile(0, dataset.name(), file.blob(), null));
    blobs.retain(who.organization(), file.blob().sha256());
    if (!file.parts().isEmpty()) {
      parts.keep(who.organization(), id.value(), dataset.sha256(), file.parts());
    }
    record(audit, who, "dataset.upload", model, dataset.name());
    return id;
  }

  /** What is done to the data of a model is a deed on the model: its history shows it. */
  static void record(Audit audit, SignedIn who, String action, ModelView model, String dataset) {
    audit.record(
        who, model.owner(), action, "custom-model", model.id().value(), model.name(), dataset);
  }

  /** As the REST API names kinds of data. */
  private String restKind(Upload.Received file, SignedIn who) {
    return switch (file.type()) {
      case AUDIO -> "AudioFiles";
      case MANIFEST -> "Acoustic";
      case TEST -> "Language";
      case TRANSCRIPT ->
          switch (content(file, who)) {
            case SENTENCES, NOTES -> "Language";
            case STRUCTURED -> "LanguageMarkdown";
            case SPOKEN_FORMS -> "Pronunciation";
            case DISPLAY_RULES -> "OutputFormatting";
          };
    };
  }

  /** Read no further than to the first line that tells. */
  private Content content(Upload.Received file, SignedIn who) {
    try {
      return Transcripts.content(
          blobs.file(who.organization(), file.blob().sha256()),
          file.name().display(),
          CorpusLimits.DEFAULT);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot look into " + file.blob().sha256(), problem);
    }
  }
}

package io.diction.dataset;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.finding.FileName;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Datasets that came without a model and stay without one until somebody deletes them. Checked like
 * all others; since nobody sits at a report, what is right in them is used without being confirmed.
 */
@Service
public class KeptDatasets {
  private final Datasets datasets;
  private final DatasetRows rows;
  private final ReadyRows ready;
  private final NewDatasets made;
  private final RestKinds kinds;
  private final ModelData models;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final Audit audit;
  private final DatasetSettings settings;

  KeptDatasets(
      Datasets datasets,
      DatasetRows rows,
      ReadyRows ready,
      NewDatasets made,
      RestKinds kinds,
      ModelData models,
      PlanRoom plan,
      Blobs blobs,
      Audit audit,
      DatasetSettings settings) {
    this.datasets = datasets;
    this.rows = rows;
    this.ready = ready;
    this.made = made;
    this.kinds = kinds;
    this.models = models;
    this.plan = plan;
    this.blobs = blobs;
    this.audit = audit;
    this.settings = settings;
  }

  /**
   * What is to become a dataset.
   *
   * @param name as people know it, without an ending
   * @param createdAt when it was asked for, which may be before its bytes came
   * @param source address that they were fetched from, with nothing secret in it; else null
   */
  public record Arrived(
      DatasetId id,
      DatasetKind kind,
      String name,
      String locale,
      OffsetDateTime createdAt,
      Blob blob,
      @Nullable String source) {}

  /** No file may be larger, in bytes. */
  public long largestFile() {
    return settings.largestFile().toBytes();
  }

  /**
   * Makes a dataset of stored bytes and has it validated.
   *
   * @throws Invalid when they are not of the kind that they are said to be
   */
  @Transactional
  public void add(Arrived arrived, SignedIn who) {
    DatasetKind kind = arrived.kind();
    Upload.Received file =
        new Upload.Received(
            new FileName(kind.fileName(arrived.name())),
            kind.type(),
            kind.fileKind(),
            arrived.blob(),
            List.of(),
            Set.of());
    plan.require(who.organization(), List.of(arrived.blob()));
    requireKind(kind, file, who);
    Dataset dataset = made.add(Ids.next(), arrived.id(), file, kind, arrived.createdAt(), who);
    rows.keep(dataset.key(), arrived.locale(), arrived.source());
    audit.record(who, "dataset.upload", "dataset", arrived.id().value(), dataset.name());
  }

  private void requireKind(DatasetKind kind, Upload.Received file, SignedIn who) {
    if (file.sizeBytes() == 0) {
      throw new Invalid("dataset.kept.empty");
    }
    if (kind.isArchive()) {
      if (FileKind.ofContent(head(file, who)) != FileKind.ARCHIVE) {
        throw new Invalid(ErrorCode.INVALID_AUDIO_FORMAT);
      }
    } else {
      DatasetKind found = kinds.of(file, who);
      if (found != kind) {
        throw new Invalid("dataset.kept.kind", kind.text(), found.text());
      }
    }
  }

  private byte[] head(Upload.Received file, SignedIn who) {
    try (InputStream bytes = blobs.open(who.organization(), file.blob().sha256())) {
      return bytes.readNBytes(FileKind.HEAD_BYTES);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot look into " + file.blob().sha256(), problem);
    }
  }

  @Transactional(readOnly = true)
  public Optional<Dataset> find(DatasetId id, SignedIn who) {
    return rows.find(who.organization(), id);
  }

  /** Gives a dataset of the own organization to a model, which may train on it from now on. */
  @Transactional
  public void use(CustomModelId model, DatasetId id, SignedIn who) {
    ModelView view = models.requireEditable(model, who);
    Dataset dataset = rows.find(who.organization(), id).orElseThrow(NotFound::new);
    if (rows.find(model, who.organization(), id).isPresent()) {
      return;
    }
    rows.link(model, dataset.key(), dataset.type().purpose());
    models.dataChanged(model, ready.isTrainable(model, who.organization()));
    Uploads.record(audit, who, "dataset.use", view, dataset.name());
  }

  /** Holds the models that a dataset is for until the transaction ends, as validations do. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void holdModels(DatasetId id, SignedIn who) {
    rows.find(who.organization(), id).ifPresent(datasets::lockModels);
  }

  /**
   * Whether something besides models works with a dataset that would go with a model. Its
   * organization is held until the transaction ends.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean isHeard(CustomModelId model, SignedIn who) {
    plan.hold(who.organization());
    return rows.goingWith(model, who.organization()).stream()
        .anyMatch(dataset -> datasets.isHeard(dataset, who.organization()));
  }

  /** Takes a dataset from all models that use it, and removes it. */
  @Transactional
  public void delete(DatasetId id, SignedIn who) {
    Dataset dataset = rows.find(who.organization(), id).orElseThrow(NotFound::new);
    for (CustomModelId model : rows.models(dataset.key())) {
      datasets.delete(model, id, who);
    }
    if (rows.find(who.organization(), id).isPresent()) {
      datasets.remove(dataset);
    }
    audit.record(who, "dataset.delete", "dataset", id.value(), dataset.name());
  }
}

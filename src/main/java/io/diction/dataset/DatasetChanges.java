package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.dataset.change.Change;
import io.diction.dataset.change.ChangeRows;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.folder.Parts;
import io.diction.jobs.Jobs;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people changed in datasets: the bytes that came stay until the report is confirmed. Rights
 * are the caller's matter, and to hold the model.
 */
@Service
public class DatasetChanges {
  private final ModelData modelData;
  private final DatasetRows rows;
  private final ReadyRows ready;
  private final FileRows files;
  private final Parts parts;
  private final ItemRows items;
  private final ChangeRows changes;
  private final Pairing pairing;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final Jobs jobs;

  DatasetChanges(
      ModelData modelData,
      DatasetRows rows,
      ReadyRows ready,
      FileRows files,
      Parts parts,
      ItemRows items,
      ChangeRows changes,
      Pairing pairing,
      PlanRoom plan,
      Blobs blobs,
      Jobs jobs) {
    this.modelData = modelData;
    this.rows = rows;
    this.ready = ready;
    this.files = files;
    this.parts = parts;
    this.items = items;
    this.changes = changes;
    this.pairing = pairing;
    this.plan = plan;
    this.blobs = blobs;
    this.jobs = jobs;
  }

  /** What was changed stays; what it was before goes. */
  void keep(Dataset dataset) {
    plan.hold(dataset.organization());
    DatasetKey id = dataset.key();
    Map<String, Change> current = changes.current(id, dataset.name());
    for (Change change : changes.list(id)) {
      boolean whole = change.file().equals(dataset.name());
      if (whole && change.equals(current.get(change.file())) && change.sha256() != null) {
        StoredFile came = files.files(id).get(0);
        blobs.retain(dataset.organization(), change.sha256());
        blobs.release(dataset.organization(), came.blob().sha256());
        files.replaceUploaded(id, new Blob(change.sha256(), change.sizeBytes()));
        parts.remove(id);
      }
      if (whole || !change.equals(current.get(change.file()))) {
        forget(dataset, change);
      }
    }
    changes.confirm(id);
  }

  /** Nobody else counts references to the organization's bytes until this transaction ends. */
  void hold(Dataset dataset) {
    plan.hold(dataset.organization());
  }

  /** Whether something was changed that can still be undone. */
  boolean isUnsettled(Dataset dataset) {
    return changes.list(dataset.key()).stream().anyMatch(change -> !change.isConfirmed());
  }

  /** The dataset is about to go. */
  void removeAll(Dataset dataset) {
    plan.hold(dataset.organization());
    changes.list(dataset.key()).forEach(change -> forget(dataset, change));
    parts.remove(dataset.key());
  }

  /** Removes a change; the bytes that it brought go with it. */
  private void forget(Dataset dataset, Change change) {
    changes.remove(dataset.key(), change);
    if (change.sha256() != null) {
      blobs.release(dataset.organization(), change.sha256());
    }
  }

  /**
   * Makes the dataset what was changed in it, and has it validated again.
   *
   * @param done to add
   */
  @Transactional
  public void change(Dataset dataset, List<Change> done) {
    plan.require(
        dataset.organization(),
        done.stream()
            .filter(change -> change.sha256() != null)
            .map(change -> new Blob(Objects.requireNonNull(change.sha256()), change.sizeBytes()))
            .toList());
    for (Change change : done) {
      if (change.sha256() != null) {
        blobs.retain(dataset.organization(), change.sha256());
      }
      changes.add(dataset.key(), change);
      changed(dataset, change.file());
    }
    validateAllAgain(dataset);
  }

  /** Makes it what it was before these changes, which are the last of their files. */
  @Transactional
  public void undo(Dataset dataset, List<Change> done) {
    plan.hold(dataset.organization());
    for (Change change : done) {
      forget(dataset, change);
      changed(dataset, change.file());
    }
    validateAllAgain(dataset);
  }

  private void changed(Dataset dataset, String file) {
    DatasetKey id = dataset.key();
    boolean whole = file.equals(dataset.name());
    if (whole) {
      Change now = changes.current(id, file).get(file);
      rows.content(
          id,
          now == null || now.sha256() == null
              ? parts.whole(id).orElseGet(() -> files.files(id).get(0).blob())
              : new Blob(now.sha256(), now.sizeBytes()));
    }
    items.forget(id, whole && dataset.isArchive() ? null : file);
  }

  /** Manifests that were sent with a recording play what it is now. */
  private void validateAllAgain(Dataset dataset) {
    validateAgain(dataset);
    if (dataset.type() != DatasetType.AUDIO) {
      return;
    }
    for (Dataset sent : rows.ofUpload(dataset.organization(), dataset.upload())) {
      if (sent.type() == DatasetType.MANIFEST && !sent.isArchive() && !sent.status().isUnderWay()) {
        validateAgain(sent);
      }
    }
  }

  private void validateAgain(Dataset dataset) {
    boolean wasReady = dataset.status() == DatasetStatus.READY;
    rows.start(dataset.key(), dataset.createdAt());
    rows.job(
        dataset.key(),
        jobs.submit(ValidationJob.KIND, dataset.organization(), dataset.id().value()));
    for (CustomModelId model : rows.models(dataset.key())) {
      if (wasReady) {
        pairing.removing(model, dataset);
        modelData.dataChanged(model, ready.isTrainable(model, dataset.organization()));
      }
    }
  }
}

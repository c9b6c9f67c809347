package io.diction.dataset.report;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetChanges;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.change.Change;
import io.diction.dataset.change.Change.Kind;
import io.diction.dataset.change.ChangeRows;
import io.diction.dataset.file.ItemRows;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.storage.Blob;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes files of a dataset, each deed in one transaction that holds the model. */
@Service
class Mending {
  /** Beyond that it is quicker to mend the files at home and upload them again. */
  private static final int MOST_CHANGES = 50_000;

  private final ModelData models;
  private final Datasets datasets;
  private final DatasetChanges datasetChanges;
  private final ChangeRows changes;
  private final ItemRows items;
  private final Contents contents;
  private final Audit audit;
  private final Clock clock;

  Mending(
      ModelData models,
      Datasets datasets,
      DatasetChanges datasetChanges,
      ChangeRows changes,
      ItemRows items,
      Contents contents,
      Audit audit,
      Clock clock) {
    this.models = models;
    this.datasets = datasets;
    this.datasetChanges = datasetChanges;
    this.changes = changes;
    this.items = items;
    this.contents = contents;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A file as it is to be.
   *
   * @param line that was edited, 0 for more than one
   * @param version of the file that it was made from
   * @param bytes null for those that came
   */
  record Wanted(String file, int line, String version, @Nullable Blob bytes, boolean isLeftOut) {}

  /** The dataset, if its files can be changed now. */
  @Transactional
  public Dataset requireOpen(CustomModelId model, DatasetId id, SignedIn who) {
    models.requireEditable(model, who);
    Dataset dataset = datasets.get(model, id, who);
    if (dataset.status().isUnderWay()) {
      throw new WrongState("dataset.change.under-way", dataset.name());
    }
    return dataset;
  }

  /** What has been changed, the latest first. */
  @Transactional(readOnly = true)
  public List<Change> list(Dataset dataset) {
    List<Change> list = new ArrayList<>(changes.list(dataset.key()));
    Collections.reverse(list);
    return list;
  }

  /** Does it, unless somebody else changed one of the files meanwhile. */
  @Transactional
  public void change(
      CustomModelId model, DatasetId id, Kind kind, List<Wanted> wanted, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    if (changes.list(dataset.key()).size() + wanted.size() > MOST_CHANGES) {
      throw new LimitReached("dataset.change.too-many", MOST_CHANGES);
    }
    UnaryOperator<String> versions = contents.versions(dataset);
    UUID deed = Ids.next();
    List<Change> done = new ArrayList<>();
    for (Wanted file : wanted) {
      if (!versions.apply(file.file()).equals(file.version())) {
        throw new WrongState("dataset.change.conflict", file.file());
      }
      Blob bytes = file.bytes();
      done.add(
          new Change(
              0,
              deed,
              kind,
              file.file(),
              file.line(),
              bytes == null ? null : bytes.sha256(),
              bytes == null ? 0 : bytes.sizeBytes(),
              file.isLeftOut(),
              false,
              OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS),
              who.displayName()));
    }
    datasetChanges.change(dataset, done);
    record(model, who, "dataset.change", dataset, told(wanted));
  }

  private static String told(List<Wanted> wanted) {
    Wanted first = wanted.get(0);
    String line = first.line() > 0 ? ":" + first.line() : "";
    String more = wanted.size() > 1 ? " +" + (wanted.size() - 1) : "";
    return first.file() + line + more;
  }

  /** Leaves a file out, or takes it again. */
  @Transactional
  public void leaveOut(CustomModelId model, DatasetId id, String file, boolean out, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    if (file.equals(dataset.name()) || !items.has(dataset.key(), file)) {
      throw new NotFound();
    }
    Change now = changes.current(dataset.key(), dataset.name()).get(file);
    boolean isOut = now != null && now.isLeftOut();
    if (isOut == out) {
      throw new WrongState("dataset.change.conflict", file);
    }
    Blob bytes =
        now == null || now.sha256() == null ? null : new Blob(now.sha256(), now.sizeBytes());
    Wanted wanted = new Wanted(file, 0, contents.version(dataset, file), bytes, out);
    change(model, id, out ? Kind.LEAVE : Kind.TAKE, List.of(wanted), who);
  }

  /** Takes back what was done in one go, if nothing was done to the same files since. */
  @Transactional
  public void undo(CustomModelId model, DatasetId id, UUID deed, SignedIn who) {
    Dataset dataset = requireOpen(model, id, who);
    List<Change> done =
        changes.list(dataset.key()).stream().filter(change -> change.deed().equals(deed)).toList();
    if (done.isEmpty()) {
      throw new NotFound();
    }
    Map<String, Change> current = changes.current(dataset.key(), dataset.name());
    for (Change change : done) {
      if (change.isConfirmed()) {
        throw new WrongState("dataset.undo.confirmed", change.file());
      }
      if (!change.equals(current.get(change.file()))) {
        throw new WrongState("dataset.undo.later", change.file());
      }
    }
    datasetChanges.undo(dataset, done);
    record(model, who, "dataset.undo", dataset, done.get(0).file());
  }

  private void record(
      CustomModelId id, SignedIn who, String action, Dataset dataset, String detail) {
    ModelView model = models.requireEditable(id, who);
    audit.record(
        who,
        model.owner(),
        action,
        "custom-model",
        id.value(),
        model.name(),
        dataset.name().equals(detail) ? detail : dataset.name() + ": " + detail);
  }
}

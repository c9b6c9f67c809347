package io.diction.dataset;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.SmallFiles;
import io.diction.dataset.tus.PartialUploads;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
  private final SmallFiles small;
  private final NewDatasets made;
  private final DatasetSettings settings;

  Uploads(
      ModelData models,
      PlanRoom plan,
      Blobs blobs,
      PartialUploads partials,
      DatasetRows rows,
      SmallFiles small,
      NewDatasets made,
      DatasetSettings settings) {
    this.models = models;
    this.plan = plan;
    this.blobs = blobs;
    this.partials = partials;
    this.rows = rows;
    this.small = small;
    this.made = made;
    this.settings = settings;
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

  /** Asked before anything of a request is read, also where what it asks for was done already. */
  void requireOwn(CustomModelId model, SignedIn who) {
    models.requireOwn(model, who);
  }

  /** No file may be larger, in bytes. */
  long largestFile() {
    return settings.largestFile().toBytes();
  }

  /** Files of this size and above are sent in several parts at the same time, in bytes. */
  long parallelFrom() {
    return partials.parallelFrom();
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
    List<Upload.Received> accepted = new ArrayList<>();
    Set<String> hashes = new HashSet<>();
    upload.received().forEach(file -> hashes.add(file.blob().sha256()));
    Map<String, String> present = rows.namesByHash(model, who.organization(), hashes);
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
        accepted.add(file);
      }
    }
    Map<Upload.Received, DatasetId> ids = ids(accepted);
    for (Upload.Received file : accepted) {
      DatasetId id = Objects.requireNonNull(ids.get(file));
      made.add(view, group, id, file, who);
      if (upload.isHeld()) {
        rows.hold(new DatasetKey(who.organization(), id));
      }
    }
    Outcome outcome =
        new Outcome(
            accepted.stream().map(file -> file.name().display()).toList(),
            accepted.stream().map(ids::get).toList(),
            problems);
    received.accept(outcome);
    return outcome;
  }

  /**
   * Their ids. The list has the newest first: so it begins with the first by name, and what belongs
   * together is side by side, recordings before their texts.
   */
  private static Map<Upload.Received, DatasetId> ids(List<Upload.Received> files) {
    // Those of one moment are in no order of their own.
    Iterator<UUID> next = Stream.generate(Ids::next).limit(files.size()).sorted().iterator();
    Map<Upload.Received, DatasetId> ids = new IdentityHashMap<>();
    files.stream()
        .sorted(
            Comparator.comparing((Upload.Received file) -> file.name().pairKey())
                .thenComparing(file -> file.type() != DatasetType.AUDIO)
                .thenComparing(file -> file.name().key())
                .reversed())
        .forEachOrdered(file -> ids.put(file, new DatasetId(next.next())));
    return ids;
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

  /** What is done to the data of a model is a deed on the model: its history shows it. */
  static void record(Audit audit, SignedIn who, String action, ModelView model, String dataset) {
    audit.record(
        who, model.owner(), action, "custom-model", model.id().value(), model.name(), dataset);
  }
}

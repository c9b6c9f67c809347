package io.diction.dataset;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.organization.Organizations;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes what users send: bytes to storage as they arrive, then one dataset for each good file. */
@Service
class Uploads {

  private final ModelData models;
  private final Organizations organizations;
  private final Blobs blobs;
  private final DatasetRows rows;
  private final FileRows files;
  private final Jobs jobs;
  private final Audit audit;
  private final DatasetSettings settings;
  private final Clock clock;

  Uploads(
      ModelData models,
      Organizations organizations,
      Blobs blobs,
      DatasetRows rows,
      FileRows files,
      Jobs jobs,
      Audit audit,
      DatasetSettings settings,
      Clock clock) {
    this.models = models;
    this.organizations = organizations;
    this.blobs = blobs;
    this.rows = rows;
    this.files = files;
    this.jobs = jobs;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** A file whose bytes are in storage. */
  record Received(FileName name, DatasetType type, FileKind kind, Blob blob) {}

  /**
   * What became of an upload.
   *
   * @param accepted names of the files that became datasets
   * @param problems why others did not
   */
  record Outcome(List<String> accepted, List<Finding> problems) {
    Outcome {
      accepted = List.copyOf(accepted);
      problems = List.copyOf(problems);
    }
  }

  /** Asked before the first byte is read: whether this user may add data to the model now. */
  @Transactional
  public void requireOpen(CustomModelId model, SignedIn who) {
    models.requireEditable(model, who);
  }

  Upload begin(SignedIn who, @Nullable DatasetType chosen) {
    return new Upload(who, chosen, leftBytes(who));
  }

  /** What the organization's plan still has room for; nearly without end where it sets no limit. */
  long leftBytes(SignedIn who) {
    return organizations.get(who.organization()).limits().maxStorageBytes()
        - blobs.usedBytes(who.organization());
  }

  /** The files of one request, one after the other. */
  final class Upload {
    private final SignedIn who;
    private final @Nullable DatasetType chosen;
    private final List<Received> received = new ArrayList<>();
    private final List<Finding> problems = new ArrayList<>();
    private long left;
    private int count;

    private Upload(SignedIn who, @Nullable DatasetType chosen, long left) {
      this.who = who;
      this.chosen = chosen;
      this.left = left;
    }

    /** Reads one file; what is wrong with it alone does not end the upload. */
    void receive(String rawName, InputStream stream) throws IOException {
      count++;
      if (count > settings.files()) {
        throw new LimitReached(ErrorCode.TOO_MANY_FILES, settings.files());
      }
      FileName name = new FileName(rawName);
      BufferedInputStream bytes = new BufferedInputStream(stream, 2 * FileKind.HEAD_BYTES);
      bytes.mark(FileKind.HEAD_BYTES);
      byte[] head = bytes.readNBytes(FileKind.HEAD_BYTES);
      bytes.reset();
      if (head.length == 0) {
        problem(ErrorCode.VALIDATION_FAILED, "empty_file", name);
        return;
      }
      FileKind kind = FileKind.ofName(name.display());
      if (kind == FileKind.UNKNOWN && isKnownContent(FileKind.ofContent(head))) {
        kind = FileKind.ofContent(head);
      }
      DatasetType type = chosen == null ? DatasetType.of(kind) : chosen;
      if (chosen != null && !chosen.takes(kind)) {
        problem(chosen.mismatch(), "not_" + chosen.name().toLowerCase(Locale.ROOT), name);
        return;
      }
      store(name, type, kind, bytes);
    }

    /** What the first bytes tell for sure; of texts any could be meant. */
    private boolean isKnownContent(FileKind kind) {
      return kind == FileKind.AUDIO || kind == FileKind.ARCHIVE;
    }

    private void store(FileName name, DatasetType type, FileKind kind, InputStream bytes)
        throws IOException {
      long largest = settings.largestFile().toBytes();
      try {
        Blob blob = blobs.store(who.organization(), bytes, Math.min(largest, left));
        left -= blob.sizeBytes();
        received.add(new Received(name, type, kind, blob));
      } catch (BlobTooLarge tooLarge) {
        if (left < largest) {
          problem(ErrorCode.LIMIT_REACHED, "storage_limit", name);
        } else {
          problem(
              ErrorCode.FILE_TOO_LARGE,
              "file_too_large",
              name,
              settings.largestFile().toGigabytes());
        }
      } catch (StorageFull full) {
        problem(ErrorCode.LIMIT_REACHED, "storage_full", name);
      }
    }

    private void problem(ErrorCode code, String rule, FileName name, Object... arguments) {
      problems.add(Finding.error(code, rule, name.display(), arguments));
    }

    List<Received> received() {
      return received;
    }

    List<Finding> problems() {
      return problems;
    }
  }

  /** Makes datasets of what was received and has them validated. */
  @Transactional
  public Outcome create(CustomModelId model, Upload upload, SignedIn who) {
    ModelView view = models.requireEditable(model, who);
    List<Finding> problems = new ArrayList<>(upload.problems());
    List<String> accepted = new ArrayList<>();
    Set<String> hashes = new HashSet<>();
    upload.received().forEach(file -> hashes.add(file.blob().sha256()));
    Map<String, String> present = rows.namesByHash(model, hashes);
    UUID group = Ids.next();
    for (Received file : upload.received()) {
      String name = file.name().display();
      String twin = present.putIfAbsent(file.blob().sha256(), name);
      if (twin == null) {
        add(view, group, file, who);
        accepted.add(name);
      } else {
        problems.add(Finding.error(ErrorCode.DUPLICATE_FILE, "duplicate_file", name, twin));
      }
    }
    return new Outcome(accepted, problems);
  }

  private void add(ModelView model, UUID group, Received file, SignedIn who) {
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
            file.blob().sizeBytes(),
            null,
            0,
            0,
            0,
            job,
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS),
            null,
            null);
    rows.add(dataset, file.name(), restKind(file), who.user());
    rows.link(model.id(), id, Purpose.of(file.type()));
    files.add(id, new FileRows.StoredFile(0, dataset.name(), file.blob(), null));
    blobs.retain(who.organization(), file.blob().sha256());
    record(audit, who, "dataset.upload", model, dataset.name());
  }

  /** What is done to the data of a model is a deed on the model: its history shows it. */
  static void record(Audit audit, SignedIn who, String action, ModelView model, String dataset) {
    audit.record(
        who, model.owner(), action, "custom-model", model.id().value(), model.name(), dataset);
  }

  /** As the REST API names kinds of data. */
  private static String restKind(Received file) {
    return switch (file.type()) {
      case AUDIO -> "AudioFiles";
      case MANIFEST -> "Acoustic";
      case TRANSCRIPT, TEST -> "Language";
    };
  }
}

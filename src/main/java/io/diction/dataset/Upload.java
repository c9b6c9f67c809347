package io.diction.dataset;

import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.ArrivingFolder;
import io.diction.dataset.folder.FolderList;
import io.diction.dataset.folder.FolderPath;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.SmallFiles;
import io.diction.identity.SignedIn;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The files of one request, one after the other. What is wrong with one alone does not end the
 * upload. Files of training data are put together by the folder that they lie in, archives aside.
 */
final class Upload {
  private final Blobs blobs;
  private final SmallFiles small;
  private final DatasetSettings settings;
  private final SignedIn who;
  private final @Nullable DatasetType chosen;
  private final boolean byFolder;
  private final List<Received> received = new ArrayList<>();
  private final List<Finding> problems = new ArrayList<>();
  private final Map<String, ArrivingFolder> folders = new LinkedHashMap<>();
  private final Set<UUID> partials = new LinkedHashSet<>();
  private Set<UUID> reading = Set.of();
  private long left;
  private int count;

  /**
   * @param left bytes that the plan has room for
   * @param chosen by the user; null to find out
   * @param byFolder whether files of a folder become one dataset
   */
  Upload(
      Blobs blobs,
      SmallFiles small,
      DatasetSettings settings,
      SignedIn who,
      long left,
      @Nullable DatasetType chosen,
      boolean byFolder) {
    this.blobs = blobs;
    this.small = small;
    this.settings = settings;
    this.who = who;
    this.left = left;
    this.chosen = chosen;
    this.byFolder = byFolder;
  }

  /**
   * Something whose bytes are in storage: a file, or a folder.
   *
   * @param blob of the file, or the list of the folder's files
   * @param parts the files of a folder; empty for a file
   * @param partials uploads by the tus protocol that it was made of
   */
  record Received(
      FileName name,
      DatasetType type,
      FileKind kind,
      Blob blob,
      List<Part> parts,
      Set<UUID> partials) {

    long sizeBytes() {
      return parts.isEmpty()
          ? blob.sizeBytes()
          : parts.stream().mapToLong(part -> part.blob().sizeBytes()).sum();
    }

    /** All bytes that it refers to, each once. */
    Set<Blob> blobs() {
      Set<Blob> all = new HashSet<>(Set.of(blob));
      parts.forEach(part -> all.add(part.blob()));
      return all;
    }
  }

  /** Room that was kept for just these files. */
  void addRoom(long bytes) {
    left += bytes;
  }

  /** What comes next was sent by these uploads of the tus protocol. */
  void from(Set<UUID> uploads) {
    reading = uploads;
    partials.addAll(uploads);
  }

  /** Uploads of the tus protocol that are done with. */
  Set<UUID> partials() {
    return partials;
  }

  /** Uploads that came to nothing now, but may when there is room, or another type is chosen. */
  void keep(Set<UUID> uploads) {
    partials.removeAll(uploads);
  }

  /** Whether its datasets wait for somebody to confirm them. */
  boolean isHeld() {
    return byFolder;
  }

  /**
   * Reads one file.
   *
   * @param toldBytes its size as the browser told it ahead, negative when it did not: what is too
   *     large is not read
   */
  void receive(String rawName, long toldBytes, InputStream stream) throws IOException {
    if (!begins(rawName, toldBytes)) {
      return;
    }
    byte[] start = stream.readNBytes(byFolder ? SmallFiles.LARGEST + 1 : FileKind.HEAD_BYTES);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), stream);
    boolean isSmall = byFolder && start.length <= SmallFiles.LARGEST;
    take(
        rawName,
        start,
        limit ->
            isSmall ? small(start, limit) : stored(blobs.store(who.organization(), all, limit)));
  }

  private Arriving small(byte[] bytes, long limit) {
    if (bytes.length > limit) {
      throw new BlobTooLarge(limit);
    }
    return new Arriving(bytes.length, small.store(who.organization(), bytes));
  }

  private static Arriving stored(Blob blob) {
    return new Arriving(blob.sizeBytes(), CompletableFuture.completedFuture(blob));
  }

  /** Whether it is worth reading. */
  private boolean begins(String rawName, long toldBytes) {
    FolderPath path = FolderPath.of(rawName);
    if (byFolder && path.isSystemFile()) {
      problems.add(Finding.warning(ErrorCode.VALIDATION_FAILED, "system_file", path.toString()));
      return false;
    }
    count++;
    int most = byFolder ? settings.folderFiles() : settings.files();
    if (count > most) {
      throw LimitReached.files(most);
    }
    if (toldBytes > settings.largestFile().toBytes()) {
      tooLarge(shown(rawName), reading);
      return false;
    }
    return true;
  }

  /** A file that is on this disk already; it is not copied where that can be avoided. */
  void receive(String rawName, Path file) throws IOException {
    long bytes = Files.size(file);
    if (!begins(rawName, bytes)) {
      return;
    }
    if (byFolder && bytes <= SmallFiles.LARGEST) {
      // Many wait for the disk at the price of one; a second name would be waited for as long.
      byte[] all = Files.readAllBytes(file);
      take(rawName, all, limit -> small(all, limit));
    } else {
      byte[] head;
      try (InputStream stream = Files.newInputStream(file)) {
        head = stream.readNBytes(FileKind.HEAD_BYTES);
      }
      take(rawName, head, limit -> stored(blobs.adopt(who.organization(), file, limit)));
    }
  }

  /** Bytes that are stored, or will be. */
  private record Arriving(long bytes, Future<Blob> blob) {}

  /** Keeps bytes, at most so many. */
  @FunctionalInterface
  private interface Keeping {
    Arriving keep(long limitBytes) throws IOException;
  }

  private void take(String rawName, byte[] start, Keeping keeping) throws IOException {
    FileName name = new FileName(rawName);
    byte[] head = Arrays.copyOf(start, Math.min(start.length, FileKind.HEAD_BYTES));
    if (head.length == 0) {
      problem(ErrorCode.VALIDATION_FAILED, "empty_file", shown(rawName));
      return;
    }
    FileKind kind = FileKind.ofName(name.display());
    if (kind == FileKind.UNKNOWN && isKnownContent(FileKind.ofContent(head))) {
      kind = FileKind.ofContent(head);
    }
    if (byFolder && kind != FileKind.ARCHIVE) {
      add(FolderPath.of(rawName), kind, keeping);
      return;
    }
    if (chosen != null && !chosen.takes(kind)) {
      keep(reading);
      problem(chosen.mismatch(), "not_" + chosen.name().toLowerCase(Locale.ROOT), name.display());
      return;
    }
    store(name, chosen == null ? DatasetType.of(kind) : chosen, kind, keeping);
  }

  /** As its owner knows it: in a folder many files may have the same name. */
  private String shown(String rawName) {
    return byFolder ? FolderPath.of(rawName).toString() : new FileName(rawName).display();
  }

  /** What the first bytes tell for sure; of texts any could be meant. */
  private static boolean isKnownContent(FileKind kind) {
    return kind == FileKind.AUDIO || kind == FileKind.ARCHIVE;
  }

  private void add(FolderPath path, FileKind kind, Keeping keeping) throws IOException {
    ArrivingFolder folder =
        folders.computeIfAbsent(path.folder(), name -> new ArrivingFolder(path.file(), kind));
    folder.partials().addAll(reading);
    if (!folder.refusal().isEmpty()) {
      return;
    }
    if (path.inside().length() > Part.LONGEST_PATH) {
      problem(ErrorCode.VALIDATION_FAILED, "unreadable", path.toString());
    } else if (!folder.isNew(path.inside())) {
      problem(ErrorCode.DUPLICATE_FILE, "duplicate_name", path.toString(), path);
    } else {
      try {
        folder.add(path.inside(), kept(keeping));
      } catch (StorageFull full) {
        folder.refuse("storage_full");
      } catch (BlobTooLarge tooLarge) {
        if (isPlanFull()) {
          folder.refuse("storage_limit");
        } else {
          tooLarge(path.toString(), reading);
        }
      }
    }
  }

  /** Makes datasets of the folders; there is nothing more to come. */
  void end() throws IOException {
    for (Map.Entry<String, ArrivingFolder> entry : folders.entrySet()) {
      ArrivingFolder folder = entry.getValue();
      String name = entry.getKey().isEmpty() ? base(folder.firstName()) : entry.getKey();
      FileName archive = new FileName(name + ".zip");
      try {
        if (folder.refusal().isEmpty()) {
          make(archive, entry.getKey().isEmpty() && folder.isLone(), folder);
        }
      } catch (StorageFull full) {
        folder.refuse("storage_full");
      }
      if (!folder.refusal().isEmpty()) {
        keep(folder.partials());
        problem(ErrorCode.LIMIT_REACHED, folder.refusal(), archive.display());
      }
    }
  }

  private void make(FileName archive, boolean lone, ArrivingFolder folder) throws IOException {
    List<Part> parts = folder.parts();
    if (lone) {
      FileKind kind = folder.firstKind();
      received.add(
          new Received(
              new FileName(folder.firstName()),
              DatasetType.of(kind),
              kind,
              parts.get(0).blob(),
              List.of(),
              folder.partials()));
    } else if (!parts.isEmpty()) {
      Blob list = blobs.store(who.organization(), new FolderList(parts));
      received.add(
          new Received(
              archive, DatasetType.MANIFEST, FileKind.ARCHIVE, list, parts, folder.partials()));
    }
  }

  /** Files that lie in no folder are called by the first of them. */
  private static String base(String name) {
    int dot = name.lastIndexOf('.');
    return name.substring(0, dot > 0 ? dot : name.length());
  }

  private void store(FileName name, DatasetType type, FileKind kind, Keeping keeping)
      throws IOException {
    try {
      Blob blob = ArrivingFolder.stored(kept(keeping));
      received.add(new Received(name, type, kind, blob, List.of(), reading));
    } catch (BlobTooLarge tooLarge) {
      tooLarge(name.display(), reading);
    } catch (StorageFull full) {
      keep(reading);
      problem(ErrorCode.LIMIT_REACHED, "storage_full", name.display());
    }
  }

  private Future<Blob> kept(Keeping keeping) throws IOException {
    Arriving arriving = keeping.keep(Math.min(settings.largestFile().toBytes(), left));
    left -= arriving.bytes();
    return arriving.blob();
  }

  private boolean isPlanFull() {
    return left < settings.largestFile().toBytes();
  }

  private void tooLarge(String name, Set<UUID> from) {
    keep(from);
    if (isPlanFull()) {
      problem(ErrorCode.LIMIT_REACHED, "storage_limit", name);
    } else {
      problem(
          ErrorCode.FILE_TOO_LARGE, "file_too_large", name, settings.largestFile().toGigabytes());
    }
  }

  private void problem(ErrorCode code, String rule, String name, Object... arguments) {
    problems.add(Finding.error(code, rule, name, arguments));
  }

  List<Received> received() {
    return received;
  }

  List<Finding> problems() {
    return problems;
  }
}

package io.diction.dataset;

import io.diction.dataset.finding.FileName;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.FolderArchive;
import io.diction.dataset.folder.FolderPath;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of one request, one after the other. What is wrong with one alone does not end the
 * upload. With a working folder, files are packed by the folder that they lie in, archives aside.
 */
final class Upload implements Closeable {
  private final Blobs blobs;
  private final DatasetSettings settings;
  private final SignedIn who;
  private final @Nullable DatasetType chosen;
  private final @Nullable Path work;
  private final List<Received> received = new ArrayList<>();
  private final List<Finding> problems = new ArrayList<>();
  private final Map<String, Packed> folders = new LinkedHashMap<>();
  private final Set<UUID> partials = new LinkedHashSet<>();
  private Set<UUID> reading = Set.of();
  private long left;
  private int count;

  /**
   * @param left bytes that the plan has room for
   * @param chosen by the user; null to find out
   * @param work where folders are packed; null for files that are datasets each
   */
  Upload(
      Blobs blobs,
      DatasetSettings settings,
      SignedIn who,
      long left,
      @Nullable DatasetType chosen,
      @Nullable Path work) {
    this.blobs = blobs;
    this.settings = settings;
    this.who = who;
    this.left = left;
    this.chosen = chosen;
    this.work = work;
  }

  /**
   * A file whose bytes are in storage.
   *
   * @param partials uploads by the tus protocol that it was made of
   */
  record Received(FileName name, DatasetType type, FileKind kind, Blob blob, Set<UUID> partials) {}

  /** An archive in the making. */
  private static final class Packed {
    private final FolderArchive archive;
    private final Set<UUID> partials = new LinkedHashSet<>();
    private final FileKind firstKind;
    private long bytes;
    private boolean full;

    Packed(FolderArchive archive, FileKind firstKind) {
      this.archive = archive;
      this.firstKind = firstKind;
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
    return work != null;
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
    FolderPath path = FolderPath.of(rawName);
    FileName name = new FileName(rawName);
    BufferedInputStream bytes = new BufferedInputStream(stream, 2 * FileKind.HEAD_BYTES);
    take(path, name, bytes, limit -> blobs.store(who.organization(), bytes, limit));
  }

  /** Whether it is worth reading. */
  private boolean begins(String rawName, long toldBytes) {
    FolderPath path = FolderPath.of(rawName);
    if (work != null && path.isSystemFile()) {
      problems.add(Finding.warning(ErrorCode.VALIDATION_FAILED, "system_file", path.toString()));
      return false;
    }
    count++;
    int most = work == null ? settings.files() : CorpusLimits.DEFAULT.entries();
    if (count > most) {
      throw new LimitReached(ErrorCode.TOO_MANY_FILES, most);
    }
    if (toldBytes > settings.largestFile().toBytes()) {
      tooLarge(new FileName(rawName), reading);
      return false;
    }
    return true;
  }

  /** A file that is on this disk already; it is not copied where that can be avoided. */
  void receive(String rawName, Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      if (begins(rawName, Files.size(file))) {
        take(
            FolderPath.of(rawName),
            new FileName(rawName),
            new BufferedInputStream(stream, 2 * FileKind.HEAD_BYTES),
            limit -> blobs.adopt(who.organization(), file, limit));
      }
    }
  }

  /** Keeps bytes, at most so many. */
  @FunctionalInterface
  private interface Keeping {
    Blob keep(long limitBytes) throws IOException;
  }

  private void take(FolderPath path, FileName name, BufferedInputStream bytes, Keeping keeping)
      throws IOException {
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
    if (work != null && kind != FileKind.ARCHIVE) {
      pack(work, path, kind, bytes);
      return;
    }
    if (chosen != null && !chosen.takes(kind)) {
      keep(reading);
      problem(chosen.mismatch(), "not_" + chosen.name().toLowerCase(Locale.ROOT), name);
      return;
    }
    store(name, chosen == null ? DatasetType.of(kind) : chosen, kind, reading, keeping);
  }

  /** What the first bytes tell for sure; of texts any could be meant. */
  private static boolean isKnownContent(FileKind kind) {
    return kind == FileKind.AUDIO || kind == FileKind.ARCHIVE;
  }

  private void pack(Path folder, FolderPath path, FileKind kind, InputStream bytes)
      throws IOException {
    Packed packed = folders.get(path.folder());
    if (packed == null) {
      packed = new Packed(new FolderArchive(folder.resolve("upload-" + Ids.next() + ".zip")), kind);
      folders.put(path.folder(), packed);
    }
    packed.partials.addAll(reading);
    if (packed.full) {
      return;
    }
    if (packed.archive.has(path)) {
      problems.add(
          Finding.error(ErrorCode.DUPLICATE_FILE, "duplicate_name", path.toString(), path));
      return;
    }
    long room = Math.min(left, settings.largestFile().toBytes()) - packed.bytes;
    packed.bytes += packed.archive.add(path, bytes, room);
    packed.full = packed.bytes > Math.min(left, settings.largestFile().toBytes());
  }

  /** Makes archives of the folders; there is nothing more to come. */
  void end() throws IOException {
    for (Map.Entry<String, Packed> entry : folders.entrySet()) {
      FolderArchive archive = entry.getValue().archive;
      String folder = entry.getKey();
      boolean lone = folder.isEmpty() && archive.isLone();
      FileName name = new FileName(lone ? archive.firstName() : nameOf(folder, archive) + ".zip");
      if (entry.getValue().full) {
        tooLarge(name, entry.getValue().partials);
      } else if (lone) {
        FileKind kind = entry.getValue().firstKind;
        try (InputStream bytes = archive.openLone()) {
          store(
              name,
              DatasetType.of(kind),
              kind,
              entry.getValue().partials,
              limit -> blobs.store(who.organization(), bytes, limit));
        }
      } else {
        try (InputStream bytes = archive.open()) {
          store(
              name,
              DatasetType.MANIFEST,
              FileKind.ARCHIVE,
              entry.getValue().partials,
              limit -> blobs.store(who.organization(), bytes, limit));
        }
      }
    }
  }

  /** The folder's, or that of the first of files that lie in none. */
  private static String nameOf(String folder, FolderArchive archive) {
    String first = archive.firstName();
    int dot = first.lastIndexOf('.');
    return folder.isEmpty() ? first.substring(0, dot > 0 ? dot : first.length()) : folder;
  }

  private void store(
      FileName name, DatasetType type, FileKind kind, Set<UUID> from, Keeping keeping)
      throws IOException {
    try {
      Blob blob = keeping.keep(Math.min(settings.largestFile().toBytes(), left));
      left -= blob.sizeBytes();
      received.add(new Received(name, type, kind, blob, from));
    } catch (BlobTooLarge tooLarge) {
      tooLarge(name, from);
    } catch (StorageFull full) {
      keep(from);
      problem(ErrorCode.LIMIT_REACHED, "storage_full", name);
    }
  }

  private void tooLarge(FileName name, Set<UUID> from) {
    keep(from);
    if (left < settings.largestFile().toBytes()) {
      problem(ErrorCode.LIMIT_REACHED, "storage_limit", name);
    } else {
      problem(
          ErrorCode.FILE_TOO_LARGE, "file_too_large", name, settings.largestFile().toGigabytes());
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

  @Override
  public void close() throws IOException {
    for (Packed packed : folders.values()) {
      packed.archive.close();
    }
  }
}

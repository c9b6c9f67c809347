package io.diction.dataset.dry;

import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.FolderPath;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.UploadStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** The files of a dry run, on the disk until it is closed. */
final class DryUpload implements UploadStream.Receiver, Closeable {
  private static final int LONGEST_FILE_NAME = 255;
  private static final int BLOCK = 64 * 1024;

  /** How much is written between two looks at what the disk has left. */
  private static final long LOOK_EVERY = 16L * 1024 * 1024;

  private final Path own;
  private final Path folder;
  private final Path archiveFolder;
  private final long most;
  private final long room;
  private final Blobs blobs;
  private final Runnable ended;
  private final List<Path> archives = new ArrayList<>();
  private final List<Finding> problems = new ArrayList<>();
  private long written;
  private long nextLook;
  private int count;

  /**
   * @param own folder, which goes with all that is in it
   * @param most bytes that may come
   * @param room bytes that the plan has room for
   * @param ended told when it is closed
   */
  DryUpload(Path own, long most, long room, Blobs blobs, Runnable ended) throws IOException {
    this.own = own;
    this.folder = Files.createDirectories(own.resolve("files"));
    this.archiveFolder = Files.createDirectories(own.resolve("archives"));
    this.most = most;
    this.room = room;
    this.blobs = blobs;
    this.ended = ended;
  }

  @Override
  public void field(String name, String value) {
    // What type somebody chose makes no difference to what is wrong with a file.
  }

  @Override
  public void file(String name, String fileName, InputStream bytes) throws IOException {
    if (!name.equals("files") || fileName.isEmpty()) {
      return;
    }
    FolderPath path = FolderPath.of(fileName);
    if (path.isSystemFile()) {
      problems.add(Finding.warning(ErrorCode.VALIDATION_FAILED, "system_file", path.toString()));
      return;
    }
    if (++count > CorpusLimits.DEFAULT.entries()) {
      throw new LimitReached(ErrorCode.TOO_MANY_FILES, CorpusLimits.DEFAULT.entries());
    }
    boolean archive = FileKind.ofName(path.file()) == FileKind.ARCHIVE;
    Path to = (archive ? archiveFolder : folder).resolve(archive ? path.file() : path.inside());
    if (path.parts().stream().anyMatch(DryUpload::isTooLong)) {
      problems.add(Finding.error(ErrorCode.VALIDATION_FAILED, "unreadable", path.toString()));
    } else if (Files.exists(to)) {
      problems.add(
          Finding.error(ErrorCode.DUPLICATE_FILE, "duplicate_name", path.toString(), path));
    } else {
      Files.createDirectories(to.getParent());
      write(bytes, to);
      if (archive) {
        archives.add(to);
      }
    }
  }

  private static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_FILE_NAME;
  }

  private void write(InputStream bytes, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      byte[] block = new byte[BLOCK];
      for (int read = bytes.read(block); read >= 0; read = bytes.read(block)) {
        written += read;
        requireRoom();
        out.write(block, 0, read);
      }
    }
  }

  private void requireRoom() throws IOException {
    if (written > most) {
      throw new LimitReached("dataset.check.too-large", most >> 20);
    }
    if (written > room) {
      throw new LimitReached(ErrorCode.STORAGE_LIMIT);
    }
    if (written >= nextLook) {
      try {
        blobs.requireRoom(own, LOOK_EVERY);
      } catch (StorageFull full) {
        throw new LimitReached(ErrorCode.STORAGE_FULL);
      }
      nextLook = written + LOOK_EVERY;
    }
  }

  Path folder() {
    return folder;
  }

  boolean isEmpty() {
    return count == 0;
  }

  List<Path> archives() {
    return archives;
  }

  List<Finding> problems() {
    return problems;
  }

  @Override
  public void close() throws IOException {
    try {
      FileSystemUtils.deleteRecursively(own);
    } finally {
      ended.run();
    }
  }
}

package io.diction.dataset.dry;

import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.FolderPath;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.UploadStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.util.FileSystemUtils;

/** The files of a dry run, on the disk until it is closed. */
final class DryUpload implements UploadStream.Receiver, Closeable {
  private static final int BLOCK = 64 * 1024;

  /** How much is written between two looks at what the disk has left. */
  private static final long LOOK_EVERY = 16L * 1024 * 1024;

  /** A slow line is nobody's fault in the beginning, nor as long as nobody else waits. */
  private static final Duration MAY_BE_SLOW = Duration.ofMinutes(2);

  private static final long LEAST_BYTES_A_SECOND = 32 * 1024;

  private final Path own;
  private final int mostFiles;
  private final int mostInFolders;
  private final long room;
  private final Blobs blobs;
  private final Clock clock;
  private final Instant begun;
  private final Turn turn;
  private final List<Received> received = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<Finding> problems = new ArrayList<>();
  private String type = "";
  private boolean byFolder = true;
  private long written;
  private long nextLook;
  private int count;

  /**
   * A file as it lies here, under a name of ours.
   *
   * @param path as its owner knows it
   */
  record Received(FolderPath path, Path file, long bytes) {}

  /**
   * One of few turns.
   *
   * @param crowded whether all are taken
   * @param ended told when it is over
   */
  record Turn(BooleanSupplier crowded, Runnable ended) {}

  /**
   * @param own folder, which goes with all that is in it
   * @param mostFiles of an upload of single files
   * @param mostInFolders of an upload of folders
   * @param room bytes that the plan has room for
   */
  DryUpload(
      Path own, int mostFiles, int mostInFolders, long room, Blobs blobs, Clock clock, Turn turn)
      throws IOException {
    this.own = Files.createDirectories(own);
    this.mostFiles = mostFiles;
    this.mostInFolders = mostInFolders;
    this.room = room;
    this.blobs = blobs;
    this.clock = clock;
    this.begun = clock.instant();
    this.turn = turn;
  }

  /** The dialog for single files asks for their type, the one for training data does not. */
  @Override
  public void field(String name, String value) {
    if (name.equals("type")) {
      byFolder = false;
      type = value;
    }
  }

  @Override
  public void file(String name, String fileName, InputStream bytes) throws IOException {
    if (!name.equals("files") || fileName.isEmpty()) {
      return;
    }
    FolderPath path = FolderPath.of(fileName);
    count++;
    if (count > mostInFolders) {
      throw LimitReached.files(mostInFolders);
    }
    if (path.isSystemFile()) {
      problems.add(Finding.warning(ErrorCode.VALIDATION_FAILED, "system_file", path.toString()));
    } else if (!names.add(path.toString())) {
      problems.add(
          Finding.error(ErrorCode.DUPLICATE_FILE, "duplicate_name", path.toString(), path));
    } else {
      Path to = own.resolve("file-" + count);
      long before = written;
      write(bytes, to);
      if (written == before) {
        problems.add(Finding.error(ErrorCode.VALIDATION_FAILED, "empty_file", path.toString()));
      } else {
        received.add(new Received(path, to, written - before));
      }
    }
  }

  private void write(InputStream bytes, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      byte[] block = new byte[BLOCK];
      for (int read = bytes.read(block); read >= 0; read = bytes.read(block)) {
        written += read;
        requireRoom();
        requireSpeed();
        out.write(block, 0, read);
      }
    }
  }

  private void requireRoom() throws IOException {
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

  /** Whoever sends a byte now and then must not keep the turns from others. */
  private void requireSpeed() {
    Duration past = Duration.between(begun, clock.instant());
    if (past.compareTo(MAY_BE_SLOW) > 0
        && written < past.toSeconds() * LEAST_BYTES_A_SECOND
        && turn.crowded().getAsBoolean()) {
      throw new LimitReached(ErrorCode.TOO_MANY_REQUESTS);
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** To be asked once all has come. */
  void requireFew() {
    if (!byFolder && count > mostFiles) {
      throw LimitReached.files(mostFiles);
    }
  }

  List<Received> received() {
    return received;
  }

  /** Whether the files of a folder become one dataset. */
  boolean isByFolder() {
    return byFolder;
  }

  /** What somebody chose that all files are; empty: what each is. */
  String type() {
    return type;
  }

  /** The folder that all of it lies in. */
  Path folder() {
    return own;
  }

  /** A folder that is nobody else's and does not exist. */
  Path work() {
    return own.resolve("work");
  }

  List<Finding> problems() {
    return problems;
  }

  @Override
  public void close() throws IOException {
    try {
      FileSystemUtils.deleteRecursively(own);
    } finally {
      turn.ended().run();
    }
  }
}

package io.diction.speech;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder for files that nobody needs once this process is gone. Several processes may have theirs
 * beside each other: each holds a lock, of which the system lets go however the process ends, and
 * whoever comes next removes the folders that nobody holds.
 */
public final class TemporaryFolder implements Closeable {
  private static final String LOCK = "lock";

  /** Of a folder that is not locked yet; nobody takes it for an abandoned one. */
  private static final String NEW = "new-";

  /** Nobody takes so long from making a folder to locking it. */
  private static final Duration LONGEST_MAKING = Duration.ofMinutes(1);

  /**
   * Those of this process. Their locks must not even be tried: closing any channel to a file lets
   * go of all locks that the process has on it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileLock alive;

  private TemporaryFolder(Path path, FileLock alive) {
    this.path = path;
    this.alive = alive;
  }

  /** Made when it is first asked for: most commands need none. */
  private static final class OfProcess {
    static final Path PATH = make();

    private static Path make() {
      try {
        TemporaryFolder folder = below(ofUser(Path.of(System.getProperty("java.io.tmpdir"))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder.path();
      } catch (IOException problem) {
        throw new UncheckedIOException("cannot make a folder for temporary files", problem);
      }
    }

    private static void remove(TemporaryFolder folder) {
      try {
        folder.close();
      } catch (IOException left) {
        // The next process removes it.
        return;
      }
    }
  }

  /** A new folder below another, from which those of processes that have ended are removed. */
  public static TemporaryFolder below(Path parent) throws IOException {
    Files.createDirectories(parent);
    removeAbandoned(parent);
    String name = UUID.randomUUID().toString();
    Path made = Files.createDirectory(parent.resolve(NEW + name));
    FileLock lock = openLock(made).lock();
    Path path = parent.resolve(name);
    OURS.add(parent.toRealPath().resolve(name));
    Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
    return new TemporaryFolder(path, lock);
  }

  /** The one for all that is told no other place, below the system's folder for such files. */
  public static Path ofProcess() {
    return OfProcess.PATH;
  }

  public Path path() {
    return path;
  }

  /** Removes the folders below another whose processes have ended, and no other files. */
  public static void removeAbandoned(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          removeQuietly(folder);
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    if (name.startsWith(NEW)) {
      return Files.getLastModifiedTime(folder)
          .toInstant()
          .isBefore(Instant.now().minus(LONGEST_MAKING));
    }
    if (OURS.contains(folder.toRealPath()) || !Files.isRegularFile(folder.resolve(LOCK))) {
      return false;
    }
    try (FileChannel channel = openLock(folder);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException beingTried) {
      return false;
    }
  }

  /** Two processes that begin at the same time remove the same: one of them misses files. */
  private static void removeQuietly(Path folder) throws IOException {
    try {
      Folders.delete(folder);
    } catch (IOException | UncheckedIOException problem) {
      if (Files.exists(folder.resolve(LOCK))) {
        throw problem;
      }
    }
  }

  private static FileChannel openLock(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Nobody else may look into it or have made it before: other users share the system's folder. */
  private static Path ofUser(Path system) throws IOException {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    Path folder = system.resolve("diction-" + user);
    boolean posix = system.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!Files.isDirectory(folder)) {
      if (posix) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(folder);
      }
    }
    boolean ours =
        Files.getOwner(folder).equals(Files.getOwner(Path.of(System.getProperty("user.home"))));
    return ours ? folder : Files.createTempDirectory("diction");
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() throws IOException {
    Path real = path.toRealPath();
    alive.acquiredBy().close();
    Folders.delete(path);
    OURS.remove(real);
  }
}

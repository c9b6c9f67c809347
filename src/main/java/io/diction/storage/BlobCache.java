package io.diction.storage;

import io.diction.identity.OrganizationId;
import io.diction.speech.TemporaryFolder;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies on the disk of what an object store keeps, up to a size: what was not used for the longest
 * time goes first. A file is in use as long as somebody holds the path that he was given, and a
 * while longer, for he may have passed its name on; while too many are, the size is exceeded.
 */
final class BlobCache implements Closeable {
  private static final int LOCKS = 64;

  private static final WeakReference<Path> NOBODY = new WeakReference<>(null);

  /**
   * Locks that this process has. They must not be tried again: closing any channel to a file lets
   * go of all locks that the process has on it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path others;
  private final Path locked;
  private final long mostBytes;
  private final Duration usedFor;
  private final Clock clock;
  private final @Nullable FileLock lock;
  private final @Nullable TemporaryFolder own;
  private final Object[] loading = new Object[LOCKS];

  /** In the order of their last use. */
  private final Map<BlobKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /** What is known of a file. */
  private static final class Entry {
    private final long size;

    /** The path that all are given: as long as one of them holds it, the file is in use. */
    private WeakReference<Path> given;

    private Instant used;

    Entry(long size, Instant used, WeakReference<Path> given) {
      this.size = size;
      this.used = used;
      this.given = given;
    }
  }

  /** Writes bytes that are not here to a file. */
  interface Loader {
    Path load() throws IOException;
  }

  /**
   * The copies of the former process are taken over, unless another process uses them: then this
   * one has a folder of its own as long as it lives.
   *
   * @param usedFor how long a file stays after it was last given to somebody, at least
   */
  BlobCache(Path parent, long mostBytes, Duration usedFor, Clock clock) throws IOException {
    this.mostBytes = mostBytes;
    this.usedFor = usedFor;
    this.clock = clock;
    for (int i = 0; i < LOCKS; i++) {
      loading[i] = new Object();
    }
    Files.createDirectories(parent);
    this.others = parent.resolve("blobs-of-others");
    this.locked = parent.toRealPath().resolve("blobs.lock");
    this.lock = OURS.add(locked) ? lock(locked) : null;
    this.own = lock == null ? TemporaryFolder.below(others) : null;
    this.folder = own == null ? parent.resolve("blobs") : own.path();
    Files.createDirectories(folder);
    if (own == null) {
      takeOver();
    }
  }

  private static @Nullable FileLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      OURS.remove(file);
    }
    return lock;
  }

  /** Removes the folders of processes that were killed. */
  void tidy() throws IOException {
    TemporaryFolder.removeAbandoned(others);
  }

  private void takeOver() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(Files::isRegularFile)
              .sorted(Comparator.comparing(BlobCache::lastUsed))
              .toList();
    }
    for (Path file : files) {
      String sha256 = file.getFileName().toString();
      Optional<OrganizationId> organization =
          BlobKey.organization(folder.relativize(file).getName(0).toString());
      if (organization.isPresent() && Blob.isSha256(sha256)) {
        add(new BlobKey(organization.get(), sha256), Files.size(file), lastUsed(file).toInstant());
      }
    }
    var unused = evict(mostBytes);
  }

  private static FileTime lastUsed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.from(Instant.EPOCH);
    }
  }

  /** The copy, which is loaded first where there is none; by one thread for each file. */
  Path get(BlobKey key, Loader loader) throws IOException {
    Optional<Path> here = find(key);
    if (here.isPresent()) {
      return here.get();
    }
    synchronized (loading[Math.floorMod(key.hashCode(), LOCKS)]) {
      Optional<Path> since = find(key);
      return since.isPresent() ? since.get() : put(key, loader.load());
    }
  }

  /** Takes a whole file over, moving it to its place. */
  Path put(BlobKey key, Path file) throws IOException {
    Path place = place(key);
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    long size = Files.size(file);
    synchronized (this) {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      add(key, size, clock.instant());
      Path given = give(key, Objects.requireNonNull(entries.get(key)));
      var unused = evict(mostBytes);
      return given;
    }
  }

  synchronized void remove(BlobKey key) throws IOException {
    Entry entry = entries.remove(key);
    if (entry != null) {
      bytes -= entry.size;
    }
    Files.deleteIfExists(place(key));
  }

  synchronized Optional<Path> find(BlobKey key) throws IOException {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    Path place = place(key);
    if (!Files.isRegularFile(place) || Files.size(place) != entry.size) {
      // Somebody tidied up by hand.
      remove(key);
      return Optional.empty();
    }
    Files.setLastModifiedTime(place, FileTime.from(clock.instant()));
    return Optional.of(give(key, entry));
  }

  private Path give(BlobKey key, Entry entry) {
    entry.used = clock.instant();
    Path given = entry.given.get();
    if (given == null) {
      given = place(key);
      entry.given = new WeakReference<>(given);
    }
    return given;
  }

  /** Whoever was given a file before it was put here again still uses it. */
  private synchronized void add(BlobKey key, long size, Instant used) {
    Entry before = entries.get(key);
    entries.put(key, new Entry(size, used, before == null ? NOBODY : before.given));
    bytes += size - (before == null ? 0 : before.size);
  }

  /**
   * Makes room before a file comes.
   *
   * @param size of the file
   * @param lacking bytes that the disk has too few of for it, at least; not more than 0 when it has
   *     enough
   * @return how many bytes of the disk are free now that were not before
   */
  synchronized long makeRoom(long size, long lacking) throws IOException {
    return evict(Math.min(mostBytes - size, bytes - lacking));
  }

  private synchronized long evict(long most) throws IOException {
    long before = bytes;
    Iterator<Map.Entry<BlobKey, Entry>> eldest = entries.entrySet().iterator();
    while (bytes > most && eldest.hasNext()) {
      Map.Entry<BlobKey, Entry> one = eldest.next();
      if (!isUsed(one.getValue())) {
        eldest.remove();
        bytes -= one.getValue().size;
        Files.deleteIfExists(place(one.getKey()));
      }
    }
    return before - bytes;
  }

  private boolean isUsed(Entry entry) {
    return entry.used.plus(usedFor).isAfter(clock.instant()) || entry.given.get() != null;
  }

  private Path place(BlobKey key) {
    return folder
        .resolve(key.organization().toString())
        .resolve(key.sha256().substring(0, 2))
        .resolve(key.sha256());
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.acquiredBy().close();
      OURS.remove(locked);
    }
    if (own != null) {
      own.close();
    }
  }
}

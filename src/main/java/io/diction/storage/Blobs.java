package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bytes by hash. Whoever keeps a hash in a row of its own calls {@link #retain} in the same
 * transaction, and {@link #release} in the one that forgets it.
 */
@Service
public class Blobs {
  private static final Duration SOON = Duration.ofHours(1);
  private static final int CLEAN_UP_BATCH = 500;

  private final BlobStore store;
  private final BlobRows rows;
  private final UsageRows usage;
  private final StorageSettings settings;
  private final BlobWriter writer;
  private final Clock clock;
  private final TransactionTemplate ownTransaction;

  Blobs(
      BlobStore store,
      BlobRows rows,
      UsageRows usage,
      StorageSettings settings,
      Clock clock,
      TransactionTemplate transaction) {
    this.store = store;
    this.rows = rows;
    this.usage = usage;
    this.settings = settings;
    this.writer = new BlobWriter(store, settings.keepFree());
    this.clock = clock;
    this.ownTransaction =
        new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** {@link #store(OrganizationId, InputStream, long)} of any size. */
  public Blob store(OrganizationId organization, InputStream bytes) throws IOException {
    return store(organization, bytes, Long.MAX_VALUE);
  }

  /**
   * Reads a stream to its end and keeps its bytes, which are on the disk when this returns. Nothing
   * refers to them yet; without {@link #retain} they go when the retention is over. Memory used
   * does not depend on the size.
   *
   * @throws BlobTooLarge at the first byte above the limit
   * @throws StorageFull when the disk has no room left
   * @throws IOException of the stream, or of a damaged disk
   */
  public Blob store(OrganizationId organization, InputStream bytes, long limitBytes)
      throws IOException {
    try (BlobStore.Upload upload = store.begin()) {
      Blob blob = writer.copy(bytes, upload.stream(), limitBytes);
      // The row is first, in a transaction of its own: a file without a row would stay for ever.
      ownTransaction.executeWithoutResult(
          status -> rows.touch(organization, blob, clock.instant()));
      if (!store.has(organization, blob.sha256())) {
        BlobWriter.keep(upload, organization, blob);
      }
      return blob;
    }
  }

  /**
   * Keeps the bytes of a file as {@link #store} does, without copying them where the file system
   * allows. The file stays where it is; its bytes must not change any more.
   *
   * @throws BlobTooLarge when it has more bytes than the limit
   * @throws StorageFull when they have to be copied and the disk has no room left
   */
  public Blob adopt(OrganizationId organization, Path file, long limitBytes) throws IOException {
    if (Files.size(file) > limitBytes) {
      throw new BlobTooLarge(limitBytes);
    }
    Blob blob = BlobWriter.hash(file);
    ownTransaction.executeWithoutResult(status -> rows.touch(organization, blob, clock.instant()));
    if (!store.has(organization, blob.sha256()) && !store.link(organization, blob.sha256(), file)) {
      try (InputStream bytes = Files.newInputStream(file)) {
        return store(organization, bytes, limitBytes);
      }
    }
    return blob;
  }

  /**
   * Makes sure that so many bytes can be written to a folder.
   *
   * @throws StorageFull when its disk would have less left than uploads have to leave
   */
  public void requireRoom(Path folder, long bytes) throws IOException {
    if (Files.getFileStore(folder).getUsableSpace() - settings.keepFree().toBytes() < bytes) {
      throw new StorageFull("no room for " + bytes + " bytes in " + folder);
    }
  }

  /** Whether something refers to these bytes, so that one more reference takes no room. */
  @Transactional(readOnly = true)
  public boolean isUsed(OrganizationId organization, String sha256) {
    return !rows.referenced(organization, List.of(sha256)).isEmpty();
  }

  /** Those of the hashes that something refers to, so that one more reference takes no room. */
  @Transactional(readOnly = true)
  public Set<String> used(OrganizationId organization, Collection<String> hashes) {
    return rows.referenced(organization, hashes);
  }

  @Transactional(readOnly = true)
  public Optional<Blob> find(OrganizationId organization, String sha256) {
    return rows.find(organization, sha256);
  }

  /** A local file with the bytes; nobody may write to it. */
  public Path file(OrganizationId organization, String sha256) {
    try {
      return store.file(organization, sha256);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read " + sha256, problem);
    }
  }

  /** The same, where it need not be brought here first. */
  public Optional<Path> here(OrganizationId organization, String sha256) {
    try {
      return store.here(organization, sha256);
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  public InputStream open(OrganizationId organization, String sha256) throws IOException {
    return Files.newInputStream(store.file(organization, sha256));
  }

  /** Counts one more reference, in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void retain(OrganizationId organization, String sha256) {
    if (!rows.retain(organization, sha256)) {
      throw new IllegalStateException("no bytes with hash " + sha256 + " to refer to");
    }
  }

  /** Counts one more reference for each of the hashes, which may occur more than once. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void retainAll(OrganizationId organization, Collection<String> hashes) {
    rows.count(organization, hashes, 1, clock.instant());
  }

  /** Counts one reference less for each of the hashes, which may occur more than once. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void releaseAll(OrganizationId organization, Collection<String> hashes) {
    rows.count(organization, hashes, -1, clock.instant());
  }

  /** Counts one reference less, in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(OrganizationId organization, String sha256) {
    if (!rows.release(organization, sha256, clock.instant())) {
      throw new IllegalStateException("nothing refers to bytes with hash " + sha256);
    }
  }

  /**
   * Lets bytes go in an hour, not after the whole retention, where nothing refers to them and they
   * are here since a time only: older ones may be waiting for somebody else.
   */
  public void letGo(OrganizationId organization, Collection<String> hashes, Instant since) {
    Instant now = clock.instant();
    Duration ahead = settings.retention().minus(SOON);
    Instant dated = ahead.isNegative() ? now : now.minus(ahead);
    ownTransaction.executeWithoutResult(
        status -> hashes.forEach(hash -> rows.predate(organization, hash, since, dated)));
  }

  /** What an organization uses: bytes that something refers to, each counted once. */
  @Transactional(readOnly = true)
  public long usedBytes(OrganizationId organization) {
    return usage.usedBytes(organization);
  }

  /** What each of these organizations uses; one that uses nothing may be absent. */
  @Transactional(readOnly = true)
  public Map<OrganizationId, Long> usedBytes(Collection<OrganizationId> organizations) {
    return organizations.isEmpty() ? Map.of() : usage.usedBytes(organizations);
  }

  /** What the organizations use that use most, the greatest first. */
  @Transactional(readOnly = true)
  public Map<OrganizationId, Long> largest(int most) {
    return usage.largest(most);
  }

  /** What of the disk is left, or less when uploads have to leave some of it. */
  public long freeBytes() throws IOException {
    return store.freeBytes();
  }

  /**
   * Puts right what organizations are said to use: a process of the release before this one may
   * have run while the tables were brought up to date.
   */
  void reckonUsage() {
    usage
        .wrong()
        .forEach(
            organization ->
                ownTransaction.executeWithoutResult(status -> usage.reckon(organization)));
  }

  /** Removes what uploads left that were never ended. */
  void tidy() {
    try {
      store.tidy();
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot tidy up after uploads", problem);
    }
  }

  /** Removes bytes past their retention. */
  int cleanUp() {
    return cleanUp(Map.of());
  }

  /** Removes bytes past their retention, which some organizations have of their own. */
  int cleanUp(Map<OrganizationId, Duration> others) {
    Instant now = clock.instant();
    Instant usual = now.minus(settings.retention());
    int removed =
        cleanUp(usual, () -> rows.unreferencedBefore(usual, others.keySet(), CLEAN_UP_BATCH));
    for (Map.Entry<OrganizationId, Duration> other : others.entrySet()) {
      Instant limit = now.minus(other.getValue());
      removed +=
          cleanUp(limit, () -> rows.unreferencedBefore(limit, other.getKey(), CLEAN_UP_BATCH));
    }
    return removed;
  }

  private int cleanUp(Instant limit, Supplier<List<BlobKey>> batches) {
    int removed = 0;
    List<BlobKey> found;
    do {
      found = batches.get();
      for (BlobKey blob : found) {
        removed += Boolean.TRUE.equals(ownTransaction.execute(s -> remove(blob, limit))) ? 1 : 0;
      }
    } while (found.size() == CLEAN_UP_BATCH);
    return removed;
  }

  /**
   * The file goes before the row's lock does: whoever stores the same bytes meanwhile waits for the
   * lock, then finds no file and writes it anew.
   */
  private boolean remove(BlobKey blob, Instant limit) {
    return rows.remove(blob, limit) && removed(store, blob);
  }

  /** In the transaction that removes the row, after that. */
  static boolean removed(BlobStore store, BlobKey blob) {
    try {
      store.remove(blob.organization(), blob.sha256());
      return true;
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot remove " + blob.sha256(), problem);
    }
  }
}

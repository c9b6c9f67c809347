package io.diction.storage;

import io.diction.identity.OrganizationId;
import io.diction.speech.Progress;
import io.diction.storage.CheckRows.Row;
import io.diction.storage.Damage.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares stored bytes with their hashes, and what was counted with the rows that refer to them.
 * Others may store and delete meanwhile: what looks wrong is looked at again under its lock.
 */
@Service
public class StorageCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StorageCheck.class);
  private static final int PAGE = 500;

  /** More than anybody reads, and little enough to keep. */
  private static final int MOST_TOLD = 10_000;

  private static final int MOST_OWNERS = 3;

  /** Rows that are held while references to them are counted. */
  private static final int HELD_AT_ONCE = 20;

  /** An upload makes its row before its bytes are in their place, which may be far away. */
  private static final Duration LONGEST_KEEPING = S3BlobStore.LONGEST_UPLOAD;

  private final BlobStore store;
  private final CheckRows rows;
  private final BlobRows blobs;
  private final UsageRows usage;
  private final StorageSettings settings;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final ObjectProvider<BlobOwner> owners;

  StorageCheck(
      BlobStore store,
      CheckRows rows,
      BlobRows blobs,
      UsageRows usage,
      StorageSettings settings,
      Clock clock,
      TransactionTemplate transaction,
      ObjectProvider<BlobOwner> owners) {
    this.store = store;
    this.rows = rows;
    this.blobs = blobs;
    this.usage = usage;
    this.settings = settings;
    this.clock = clock;
    this.transaction = transaction;
    this.owners = owners;
  }

  /**
   * What a check has found.
   *
   * @param blobs how many were read
   * @param damages those that are told, each with what refers to it
   * @param more how many others there are
   */
  public record Report(long blobs, long bytes, List<Damage> damages, long more) {
    public Report {
      damages = List.copyOf(damages);
    }

    /** Whether something is wrong that was not mended. */
    public boolean isDamaged() {
      return more > 0 || damages.stream().anyMatch(damage -> !damage.mended());
    }
  }

  /** Gathers what is wrong, up to a number. */
  private static final class Found {
    private final List<Damage> damages = new ArrayList<>();
    private long more;
    private long blobs;
    private long bytes;

    void add(Damage damage) {
      if (damages.size() < MOST_TOLD) {
        damages.add(damage);
      } else {
        more++;
      }
    }
  }

  /**
   * Checks everything.
   *
   * @param mend whether counts are put right, and bytes and rows removed that nothing refers to
   */
  public Report verify(boolean mend, Progress progress) throws IOException {
    Found found = new Found();
    countReferences(mend, found);
    long all = Math.max(1, rows.count());
    Row last = null;
    for (List<Row> page = rows.after(null, PAGE);
        !page.isEmpty();
        page = rows.after(Objects.requireNonNull(last).key(), PAGE)) {
      for (Row row : page) {
        progress.checkCancelled();
        examine(row, mend, found, Pace.NONE, () -> false);
        progress.report(Math.min(1, (double) found.blobs / all), "");
        last = row;
      }
    }
    lookForStrays(mend, found);
    if (mend) {
      usage
          .wrong()
          .forEach(wrong -> transaction.executeWithoutResult(status -> usage.reckon(wrong)));
    }
    return new Report(found.blobs, found.bytes, named(found.damages), found.more);
  }

  /** How many stored files were found to be damaged when they were last read. */
  public long damaged() {
    return rows.damaged();
  }

  /**
   * Reads what was not read for the longest time, as slowly as the settings say.
   *
   * @param stopping asked between blocks
   * @return how many were read
   */
  long checkSome(Duration most, BooleanSupplier stopping) throws IOException {
    if (settings.verify().isZero() || settings.verifyRate().toBytes() <= 0) {
      return 0;
    }
    Pace pace = new Pace(settings.verifyRate().toBytes());
    Instant end = clock.instant().plus(most);
    Found found = new Found();
    List<Row> due;
    do {
      due = rows.notCheckedSince(clock.instant().minus(settings.verify()), PAGE);
      for (Row row : due) {
        if (stopping.getAsBoolean() || clock.instant().isAfter(end)) {
          return found.blobs;
        }
        examine(row, false, found, pace, stopping);
      }
      named(found.damages).forEach(damage -> LOG.error("Stored bytes are damaged: {}", damage));
      found.damages.clear();
    } while (!due.isEmpty());
    return found.blobs;
  }

  /** Says in the log which counts are wrong. */
  void checkCounts() {
    Found found = new Found();
    countReferences(false, found);
    named(found.damages)
        .forEach(damage -> LOG.error("References to stored bytes are wrong: {}", damage));
  }

  private void examine(Row row, boolean mend, Found found, Pace pace, BooleanSupplier stopping)
      throws IOException {
    BlobKey key = row.key();
    Damage damage = null;
    try {
      Blob is = BlobWriter.hash(store.open(key.organization(), key.sha256()), pace, stopping);
      found.bytes += is.sizeBytes();
      if (is.sizeBytes() != row.sizeBytes()) {
        damage = damage(Kind.SIZE, key, row.sizeBytes(), is.sizeBytes());
      } else if (!is.sha256().equals(key.sha256())) {
        damage = damage(Kind.HASH, key, key.sha256(), is.sha256());
      }
    } catch (NoSuchFileException missing) {
      if (!isUnderWay(key)) {
        damage = missing(key, mend);
      }
    } catch (HashingStopped stopped) {
      return;
    } catch (IOException unreadable) {
      // A bad sector must not keep the rest from being checked.
      LOG.error("Stored bytes cannot be read: {}", key.sha256(), unreadable);
      damage = damage(Kind.UNREADABLE, key, "", String.valueOf(unreadable.getMessage()));
    }
    found.blobs++;
    rows.checked(key, clock.instant(), damage == null || damage.mended() ? null : damage.kind());
    if (damage != null) {
      found.add(damage);
    }
  }

  /** Whether its file is still to come, or both have gone meanwhile. */
  private boolean isUnderWay(BlobKey key) {
    Optional<Row> now = rows.find(key);
    if (now.isEmpty()) {
      return true;
    }
    Instant since = now.get().unreferencedSince();
    return store.has(key.organization(), key.sha256())
        || (since != null && since.isAfter(clock.instant().minus(LONGEST_KEEPING)));
  }

  private Damage missing(BlobKey key, boolean mend) {
    boolean removed =
        mend && Boolean.TRUE.equals(transaction.execute(status -> removeUnreferenced(key)));
    return new Damage(
        Kind.MISSING, key.organization().value(), key.sha256(), "", "", List.of(), removed);
  }

  private boolean removeUnreferenced(BlobKey key) {
    return rows.lock(key).filter(row -> row.references() == 0).isPresent()
        && blobs.remove(key, clock.instant().minus(LONGEST_KEEPING));
  }

  private void lookForStrays(boolean mend, Found found) throws IOException {
    store.visit(
        new BlobStore.Visitor() {
          @Override
          public void blob(OrganizationId organization, String sha256) {
            BlobKey key = new BlobKey(organization, sha256);
            if (rows.find(key).isEmpty() && store.has(organization, sha256)) {
              found.add(stray(key, mend));
            }
          }

          @Override
          public void other(String place) {
            found.add(new Damage(Kind.FOREIGN, null, place, "", "", List.of(), false));
          }
        });
  }

  /**
   * Bytes without a row get one first: whoever stores the same bytes at this moment then waits for
   * its lock, as in every clean-up.
   */
  private Damage stray(BlobKey key, boolean mend) {
    boolean removed = false;
    if (mend) {
      transaction.executeWithoutResult(status -> rows.addStray(key));
      removed =
          Boolean.TRUE.equals(
              transaction.execute(
                  status ->
                      blobs.remove(key, Instant.EPOCH.plusSeconds(1))
                          && Blobs.removed(store, key)));
    }
    return new Damage(
        Kind.NO_ROW, key.organization().value(), key.sha256(), "", "", List.of(), removed);
  }

  private void countReferences(boolean mend, Found found) {
    ReferenceCounts counts = new ReferenceCounts();
    eachReference(reference -> counts.add(reference.organization(), reference.sha256()));
    counts.sort();
    List<BlobKey> suspects = new ArrayList<>();
    Row last = null;
    for (List<Row> page = rows.after(null, PAGE);
        !page.isEmpty();
        page = rows.after(Objects.requireNonNull(last).key(), PAGE)) {
      for (Row row : page) {
        if (counts.count(row.key().organization(), row.key().sha256()) != row.references()) {
          suspects.add(row.key());
        }
        last = row;
      }
      if (suspects.size() >= PAGE) {
        recount(suspects, mend, found);
        suspects.clear();
      }
    }
    recount(suspects, mend, found);
    if (!counts.allKnown()) {
      lookForUnknown(counts, found);
    }
  }

  /**
   * Counts again, as most of them are only on their way, and what is wrong then once more while
   * nobody else can, few at a time: others wait for them.
   */
  private void recount(List<BlobKey> suspects, boolean mend, Found found) {
    List<BlobKey> wrong = new ArrayList<>();
    for (List<BlobKey> some : few(suspects)) {
      transaction.executeWithoutResult(
          status -> {
            Map<BlobKey, Integer> actual = actual(some);
            for (BlobKey key : some) {
              rows.find(key)
                  .filter(row -> row.references() != actual.getOrDefault(key, 0))
                  .ifPresent(row -> wrong.add(key));
            }
          });
    }
    for (List<BlobKey> some : few(wrong)) {
      transaction.executeWithoutResult(status -> recountHeld(some, mend, found));
    }
  }

  private static List<List<BlobKey>> few(List<BlobKey> keys) {
    List<List<BlobKey>> parts = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += HELD_AT_ONCE) {
      parts.add(List.copyOf(keys.subList(from, Math.min(keys.size(), from + HELD_AT_ONCE))));
    }
    return parts;
  }

  /** In the order in which everybody locks rows. */
  private void recountHeld(List<BlobKey> suspects, boolean mend, Found found) {
    Map<BlobKey, Integer> counted = new LinkedHashMap<>();
    for (BlobKey key : suspects) {
      rows.lock(key).ifPresent(row -> counted.put(key, row.references()));
    }
    Map<BlobKey, Integer> actual = actual(suspects);
    counted.forEach(
        (key, count) -> {
          int is = actual.getOrDefault(key, 0);
          if (is != count) {
            if (mend) {
              rows.references(key, is, clock.instant());
            }
            Damage damage = damage(Kind.COUNT, key, is, count);
            found.add(mend ? damage.asMended() : damage);
          }
        });
  }

  private Map<BlobKey, Integer> actual(List<BlobKey> keys) {
    Set<String> hashes = new HashSet<>();
    keys.forEach(key -> hashes.add(key.sha256()));
    Map<BlobKey, Integer> actual = new HashMap<>();
    owners.forEach(
        owner ->
            owner.references(
                hashes,
                reference ->
                    actual.merge(
                        new BlobKey(reference.organization(), reference.sha256()),
                        1,
                        Integer::sum)));
    return actual;
  }

  private void lookForUnknown(ReferenceCounts counts, Found found) {
    Set<BlobKey> unknown = new HashSet<>();
    eachReference(
        reference -> {
          BlobKey key = new BlobKey(reference.organization(), reference.sha256());
          if (!counts.isKnown(key.organization(), key.sha256())
              && unknown.size() < MOST_TOLD
              && rows.find(key).isEmpty()) {
            unknown.add(key);
          }
        });
    unknown.forEach(
        key ->
            found.add(
                new Damage(
                    Kind.UNKNOWN,
                    key.organization().value(),
                    key.sha256(),
                    "",
                    "",
                    List.of(),
                    false)));
  }

  /** With what refers to the damaged bytes. */
  private List<Damage> named(List<Damage> damages) {
    Map<BlobKey, List<String>> names = new HashMap<>();
    for (Damage damage : damages) {
      key(damage).ifPresent(key -> names.put(key, new ArrayList<>()));
    }
    if (!names.isEmpty()) {
      eachReference(
          reference -> {
            List<String> some =
                names.get(new BlobKey(reference.organization(), reference.sha256()));
            if (some != null && some.size() < MOST_OWNERS) {
              some.add(reference.owner());
            }
          });
    }
    return damages.stream()
        .map(damage -> key(damage).map(names::get).map(damage::withOwners).orElse(damage))
        .toList();
  }

  private static Optional<BlobKey> key(Damage damage) {
    return damage.organization() == null
        ? Optional.empty()
        : Optional.of(new BlobKey(new OrganizationId(damage.organization()), damage.place()));
  }

  private void eachReference(Consumer<BlobOwner.Reference> each) {
    transaction.executeWithoutResult(status -> forEachOwner(each));
  }

  private void forEachOwner(Consumer<BlobOwner.Reference> each) {
    owners.forEach(owner -> owner.references(each));
  }

  private static Damage damage(Kind kind, BlobKey key, Object expected, @Nullable Object found) {
    return new Damage(
        kind,
        key.organization().value(),
        key.sha256(),
        String.valueOf(expected),
        String.valueOf(found),
        List.of(),
        false);
  }
}

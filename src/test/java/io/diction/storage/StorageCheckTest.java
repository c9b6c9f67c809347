package io.diction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.diction.identity.OrganizationId;
import io.diction.speech.Progress;
import io.diction.storage.Damage.Kind;
import io.diction.storage.StorageCheck.Report;
import io.diction.testing.Databases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

class StorageCheckTest {
  private static final OrganizationId ONE = new OrganizationId(new UUID(1, 1));
  private static final OrganizationId TWO = new OrganizationId(new UUID(1, 2));

  @TempDir private Path data;
  private final List<BlobOwner.Reference> references = new ArrayList<>();
  private final List<Set<String>> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private TransactionTemplate transaction;
  private CheckRows rows;
  private UsageRows usage;
  private FileBlobStore store;
  private Blobs blobs;
  private StorageCheck check;

  DataSource database() {
    return Databases.h2("storage");
  }

  private final class Tests implements BlobOwner {
    @Override
    public void references(Consumer<Reference> each) {
      references.forEach(each);
    }

    @Override
    public void references(Set<String> hashes, Consumer<Reference> each) {
      asked.add(hashes);
      BlobOwner.super.references(hashes, each);
    }
  }

  @BeforeEach
  void makeStorage() throws IOException {
    DataSource database = database();
    transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    JdbcClient jdbc = JdbcClient.create(database);
    usage = new UsageRows(jdbc);
    rows = new CheckRows(jdbc);
    BlobRows blobRows = new BlobRows(jdbc, usage);
    store = new FileBlobStore(data);
    StorageSettings settings =
        new StorageSettings(
            StorageSettings.Kind.FILES,
            Duration.ofDays(7),
            DataSize.ofBytes(0),
            Duration.ofHours(1),
            Duration.ofDays(30),
            DataSize.ofMegabytes(1));
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    blobs = new Blobs(store, blobRows, usage, settings, clock, transaction);
    StaticListableBeanFactory owners = new StaticListableBeanFactory();
    owners.addBean("tests", new Tests());
    check =
        new StorageCheck(
            store,
            rows,
            blobRows,
            usage,
            settings,
            clock,
            transaction,
            owners.getBeanProvider(BlobOwner.class));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Test
  void findsNothingWrongWhereNothingIs() throws IOException {
    keep(ONE, "hello", "a.txt");
    keep(TWO, "hello", "b.txt");
    blobs.store(ONE, bytes("nobody refers to it"));

    Report report = verify(false);

    assertThat(report.damages()).isEmpty();
    assertThat(report.isDamaged()).isFalse();
    assertThat(report.blobs()).isEqualTo(3);
    assertThat(report.bytes()).isEqualTo(29);
  }

  @Test
  void findsAFlippedByteAndNamesItsOwners() throws IOException {
    Blob blob = keep(ONE, "hello", "a.txt");
    keep(ONE, "hello", "b.txt");
    keep(TWO, "hello", "c.txt");
    Files.writeString(blobs.file(ONE, blob.sha256()), "hellp");

    Report report = verify(true);

    assertThat(report.isDamaged()).isTrue();
    assertThat(report.damages())
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.kind()).isEqualTo(Kind.HASH);
              assertThat(damage.organization()).isEqualTo(ONE.value());
              assertThat(damage.place()).isEqualTo(blob.sha256());
              assertThat(damage.owners()).containsExactly("a.txt", "b.txt");
              assertThat(damage.mended()).isFalse();
            });
    assertThat(blobs.file(ONE, blob.sha256())).as("what is referred to stays").exists();
    assertThat(check.damaged()).isOne();
  }

  @Test
  void findsBytesThatWereCutOff() throws IOException {
    Blob blob = keep(ONE, "hello", "a.txt");
    Files.writeString(blobs.file(ONE, blob.sha256()), "hell");

    assertThat(verify(false).damages())
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.kind()).isEqualTo(Kind.SIZE);
              assertThat(damage.expected()).isEqualTo("5");
              assertThat(damage.found()).isEqualTo("4");
            });
  }

  @Test
  void findsADeletedFileAndKeepsTheRowOfWhatIsReferred() throws IOException {
    Blob blob = keep(ONE, "hello", "a.txt");
    Files.delete(blobs.file(ONE, blob.sha256()));

    assertThat(verify(true).damages())
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.kind()).isEqualTo(Kind.MISSING);
              assertThat(damage.owners()).containsExactly("a.txt");
              assertThat(damage.mended()).isFalse();
            });
    assertThat(blobs.find(ONE, blob.sha256())).isPresent();
  }

  @Test
  void removesTheRowOfBytesThatAreGoneAndNobodyRefersTo() throws IOException {
    Blob blob = blobs.store(ONE, bytes("hello"));
    Files.delete(blobs.file(ONE, blob.sha256()));
    assertThat(verify(true).damages()).as("its file may be about to come").isEmpty();
    now = now.plus(Duration.ofHours(23));
    assertThat(verify(true).damages()).as("it may be large and far to go").isEmpty();
    now = now.plus(Duration.ofHours(2));
    assertThat(verify(false).damages())
        .extracting(Damage::kind, Damage::mended)
        .containsExactly(tuple(Kind.MISSING, false));

    Report mended = verify(true);

    assertThat(mended.damages()).extracting(Damage::mended).containsExactly(true);
    assertThat(mended.isDamaged()).isFalse();
    assertThat(blobs.find(ONE, blob.sha256())).isEmpty();
    assertThat(verify(false).damages()).isEmpty();
  }

  @Test
  void removesAFileThatNoRowKnowsOfAndLeavesWhatIsNotOurs() throws IOException {
    Blob kept = keep(ONE, "hello", "a.txt");
    Path place = blobs.file(ONE, kept.sha256());
    Path stray =
        data.resolve("blobs/" + TWO + "/" + place.getParent().getParent().getFileName())
            .resolve(place.getParent().getFileName())
            .resolve(place.getFileName());
    Files.createDirectories(stray.getParent());
    Files.copy(place, stray);
    Path foreign = Files.writeString(data.resolve("blobs/notes.txt"), "of somebody");
    assertThat(verify(false).damages())
        .extracting(Damage::kind)
        .containsExactlyInAnyOrder(Kind.NO_ROW, Kind.FOREIGN);
    assertThat(stray).exists();

    verify(true);

    assertThat(stray).doesNotExist();
    assertThat(foreign).exists();
    assertThat(place).exists();
    assertThat(blobs.find(TWO, kept.sha256())).isEmpty();
  }

  @Test
  void putsWrongCountsRight() throws IOException {
    Blob many = keep(ONE, "hello", "a.txt");
    transaction.executeWithoutResult(status -> blobs.retain(ONE, many.sha256()));
    Blob few = keep(ONE, "other", "b.txt");
    references.add(new BlobOwner.Reference(ONE, few.sha256(), "c.txt"));
    Blob none = blobs.store(TWO, bytes("lost"));
    transaction.executeWithoutResult(status -> blobs.retain(TWO, none.sha256()));

    assertThat(verify(false).damages())
        .extracting(Damage::kind, Damage::found, Damage::expected, Damage::mended)
        .containsExactlyInAnyOrder(
            tuple(Kind.COUNT, "2", "1", false),
            tuple(Kind.COUNT, "1", "2", false),
            tuple(Kind.COUNT, "1", "0", false));
    assertThat(verify(true).isDamaged()).isFalse();
    assertThat(verify(false).damages()).isEmpty();
    assertThat(blobs.usedBytes(TWO)).isZero();
    assertThat(usage.wrong()).isEmpty();
    now = now.plus(Duration.ofDays(8));
    assertThat(blobs.cleanUp()).isOne();
    assertThat(blobs.find(ONE, few.sha256())).isPresent();
  }

  /** Others wait for rows that are held. */
  @Test
  void holdsFewRowsWhileItCountsThoseThatReferToThem() throws IOException {
    for (int i = 0; i < 50; i++) {
      Blob blob = blobs.store(ONE, bytes("file " + i));
      transaction.executeWithoutResult(status -> blobs.retain(ONE, blob.sha256()));
    }

    assertThat(verify(true).damages()).hasSize(50);

    assertThat(asked).isNotEmpty().allMatch(hashes -> hashes.size() <= 20);
    assertThat(verify(false).damages()).isEmpty();
  }

  @Test
  void findsReferencesToWhatWasNeverStored() throws IOException {
    keep(ONE, "hello", "a.txt");
    references.add(new BlobOwner.Reference(ONE, "0".repeat(64), "lost.wav"));

    assertThat(verify(true).damages())
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.kind()).isEqualTo(Kind.UNKNOWN);
              assertThat(damage.owners()).containsExactly("lost.wav");
            });
  }

  @Test
  void readsInTheBackgroundWhatWasNotReadForLong() throws IOException {
    Blob blob = keep(ONE, "hello", "a.txt");
    assertThat(check.checkSome(Duration.ofMinutes(10), () -> false)).isOne();
    assertThat(check.checkSome(Duration.ofMinutes(10), () -> false)).as("just read").isZero();
    assertThat(check.damaged()).isZero();
    Files.writeString(blobs.file(ONE, blob.sha256()), "hellp");
    now = now.plus(Duration.ofDays(31));

    assertThat(check.checkSome(Duration.ofMinutes(10), () -> false)).isOne();

    assertThat(check.damaged()).isOne();
  }

  @Test
  void readsNoFasterThanItIsToldTo() throws IOException {
    blobs.store(ONE, new ByteArrayInputStream(new byte[600_000]));
    long begin = System.nanoTime();

    check.checkSome(Duration.ofMinutes(10), () -> false);

    assertThat(System.nanoTime() - begin).isGreaterThan(500_000_000L);
  }

  @Test
  void stopsInTheMiddleOfAFile() throws IOException {
    keep(ONE, "hello", "a.txt");
    boolean[] asked = new boolean[1];

    long read =
        check.checkSome(
            Duration.ofMinutes(10),
            () -> {
              boolean before = asked[0];
              asked[0] = true;
              return before;
            });

    assertThat(read).isZero();
    assertThat(rows.notCheckedSince(now, 10)).hasSize(1);
  }

  private Report verify(boolean mend) throws IOException {
    return check.verify(mend, Progress.NONE);
  }

  private Blob keep(OrganizationId organization, String text, String owner) throws IOException {
    Blob blob = blobs.store(organization, bytes(text));
    transaction.executeWithoutResult(status -> blobs.retain(organization, blob.sha256()));
    references.add(new BlobOwner.Reference(organization, blob.sha256(), owner));
    return blob;
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}

package io.diction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.OrganizationId;
import io.diction.testing.Databases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

class BlobsTest {
  static final OrganizationId ONE = new OrganizationId(new UUID(1, 1));
  private static final OrganizationId TWO = new OrganizationId(new UUID(1, 2));
  private static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path data;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private TransactionTemplate transaction;
  private JdbcClient jdbc;
  private UsageRows usage;
  private BlobRows rows;
  BlobStore store;
  Blobs blobs;

  BlobStore open(Path folder) throws IOException {
    return new FileBlobStore(folder);
  }

  /** Loses the bytes of what is stored. */
  void lose(Blob blob) throws IOException {
    Files.delete(blobs.file(ONE, blob.sha256()));
  }

  DataSource database() {
    return Databases.h2("storage");
  }

  @BeforeEach
  void makeStorage() throws IOException {
    DataSource database = database();
    transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    jdbc = JdbcClient.create(database);
    usage = new UsageRows(jdbc);
    rows = new BlobRows(jdbc, usage);
    store = open(data);
    blobs = blobs(store, DataSize.ofBytes(0));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Test
  void adoptsAFile() throws IOException {
    Path file = Files.writeString(data.resolve("whole.part"), "hello");

    Blob blob = blobs.adopt(ONE, file, 5);

    assertThat(blob).isEqualTo(blobs.store(ONE, bytes("hello")));
    assertThat(blobs.file(ONE, blob.sha256())).hasContent("hello");
    assertThat(blobs.adopt(ONE, file, 5)).as("again").isEqualTo(blob);
    assertThatThrownBy(() -> blobs.adopt(ONE, file, 4)).isInstanceOf(BlobTooLarge.class);
    Files.delete(file);
    assertThat(blobs.file(ONE, blob.sha256())).hasContent("hello");
  }

  @Test
  void keepsBytesUnderTheirHash() throws IOException {
    Blob blob = blobs.store(ONE, bytes("hello"));

    assertThat(blob).isEqualTo(new Blob(HELLO_SHA256, 5));
    assertThat(blobs.file(ONE, HELLO_SHA256)).hasContent("hello");
    try (InputStream stream = blobs.open(ONE, HELLO_SHA256)) {
      assertThat(stream).hasBinaryContent("hello".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(blobs.find(ONE, HELLO_SHA256)).contains(blob);
  }

  /** The check of the storage makes a row without a size for bytes that have none. */
  @Test
  void knowsTheSizeOfBytesWhoseRowDidNot() throws IOException {
    new CheckRows(jdbc).addStray(new BlobKey(ONE, HELLO_SHA256));

    Blob blob = blobs.store(ONE, bytes("hello"));

    assertThat(blobs.find(ONE, HELLO_SHA256)).contains(blob);
    transaction.executeWithoutResult(status -> blobs.retain(ONE, HELLO_SHA256));
    assertThat(blobs.usedBytes(ONE)).isEqualTo(5);
    assertThat(blobs.used(ONE, List.of(HELLO_SHA256, "0".repeat(64))))
        .containsExactly(HELLO_SHA256);
  }

  @Test
  void keepsTheSameBytesOnceForEachOrganization() throws IOException {
    blobs.store(ONE, bytes("hello"));
    blobs.store(ONE, bytes("hello"));
    blobs.store(TWO, bytes("hello"));

    assertThat(files()).hasSize(2);
    assertThat(blobs.find(TWO, HELLO_SHA256)).isPresent();
  }

  @Test
  void findsNothingInAnotherOrganization() throws IOException {
    blobs.store(ONE, bytes("hello"));

    assertThat(blobs.find(TWO, HELLO_SHA256)).isEmpty();
    assertThatThrownBy(() -> blobs.file(TWO, HELLO_SHA256))
        .isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../etc/passwd", "abc", "ABCDEF"})
  void refusesWhatIsNotAHash(String hash) {
    assertThatThrownBy(() -> blobs.file(ONE, hash)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsAnEmptyStream() throws IOException {
    Blob blob = blobs.store(ONE, bytes(""));

    assertThat(blob.sizeBytes()).isZero();
    assertThat(blobs.file(ONE, blob.sha256())).isEmptyFile();
  }

  @Test
  void takesExactlyTheLimitAndNotAByteMore() throws IOException {
    assertThat(blobs.store(ONE, bytes("hello"), 5).sizeBytes()).isEqualTo(5);
    assertThatThrownBy(() -> blobs.store(ONE, bytes("hello!"), 5)).isInstanceOf(BlobTooLarge.class);
    assertThat(files()).hasSize(1);
  }

  @Test
  void keepsNothingOfAStreamThatBreaks() throws IOException {
    InputStream breaks =
        new InputStream() {
          private int left = 1000;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("connection reset");
            }
            return 'x';
          }
        };

    assertThatThrownBy(() -> blobs.store(ONE, breaks)).hasMessage("connection reset");

    assertThat(files()).isEmpty();
  }

  @Test
  void countsReferencesToManyAtOnceAsItDoesToEach() throws IOException {
    String one = blobs.store(ONE, bytes("one")).sha256();
    String other = blobs.store(ONE, bytes("other")).sha256();
    List<String> twiceAndOnce = List.of(one, other, one);

    inTransaction(() -> blobs.retainAll(ONE, twiceAndOnce));
    assertThat(blobs.usedBytes(ONE)).isEqualTo(8);
    inTransaction(() -> blobs.release(ONE, one));
    assertThat(blobs.usedBytes(ONE)).isEqualTo(8);
    assertThatThrownBy(() -> inTransaction(() -> blobs.releaseAll(ONE, twiceAndOnce)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(blobs.usedBytes(ONE)).isEqualTo(8);
    inTransaction(() -> blobs.releaseAll(ONE, List.of(one, other)));
    assertThat(blobs.usedBytes(ONE)).isZero();
    pass(Duration.ofDays(30));
    assertThat(blobs.cleanUp()).isEqualTo(2);
    assertThatThrownBy(() -> inTransaction(() -> blobs.retainAll(ONE, List.of(one))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void removesBytesOnlyWhenNothingRefersToThemAndTheRetentionIsOver() throws IOException {
    String hash = blobs.store(ONE, bytes("hello")).sha256();
    inTransaction(() -> blobs.retain(ONE, hash));
    inTransaction(() -> blobs.retain(ONE, hash));
    inTransaction(() -> blobs.release(ONE, hash));
    pass(Duration.ofDays(30));
    assertThat(blobs.cleanUp()).isZero();

    inTransaction(() -> blobs.release(ONE, hash));
    assertThat(blobs.cleanUp()).isZero();
    pass(Duration.ofDays(8));

    assertThat(blobs.cleanUp()).isOne();
    assertThat(files()).isEmpty();
    assertThat(blobs.find(ONE, hash)).isEmpty();
  }

  @Test
  void keepsDeletedBytesAsLongAsTheirOrganizationSays() throws IOException {
    String brief = blobs.store(ONE, bytes("hello")).sha256();
    String usual = blobs.store(TWO, bytes("hello")).sha256();
    Map<OrganizationId, Duration> own = Map.of(ONE, Duration.ofDays(2));
    pass(Duration.ofDays(1));
    assertThat(blobs.cleanUp(own)).isZero();

    pass(Duration.ofDays(2));
    assertThat(blobs.cleanUp(own)).isOne();
    assertThat(blobs.find(ONE, brief)).isEmpty();
    assertThat(blobs.find(TWO, usual)).isPresent();

    pass(Duration.ofDays(5));
    assertThat(blobs.cleanUp(Map.of(TWO, Duration.ofDays(30)))).isZero();
    assertThat(blobs.cleanUp()).isOne();
  }

  @Test
  void restartsTheRetentionWhenTheBytesAreStoredAgain() throws IOException {
    blobs.store(ONE, bytes("hello"));
    pass(Duration.ofDays(6));
    blobs.store(ONE, bytes("hello"));
    pass(Duration.ofDays(6));

    assertThat(blobs.cleanUp()).isZero();
    assertThat(files()).hasSize(1);
  }

  @Test
  void refusesToCountWhatIsNotThere() throws IOException {
    String hash = blobs.store(ONE, bytes("hello")).sha256();

    assertThatThrownBy(() -> inTransaction(() -> blobs.retain(TWO, hash)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inTransaction(() -> blobs.release(ONE, hash)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void writesTheFileAgainWhenItIsMissing() throws IOException {
    Blob blob = blobs.store(ONE, bytes("hello"));
    lose(blob);

    blobs.store(ONE, bytes("hello"));

    assertThat(blobs.file(ONE, blob.sha256())).hasContent("hello");
  }

  @Test
  void countsWhatAnOrganizationUses() throws IOException {
    String hash = blobs.store(ONE, bytes("hello")).sha256();
    blobs.store(ONE, bytes("nobody keeps this"));
    inTransaction(() -> blobs.retain(ONE, hash));
    inTransaction(() -> blobs.retain(ONE, hash));

    assertThat(blobs.usedBytes(ONE)).isEqualTo(5);
    assertThat(blobs.usedBytes(TWO)).isZero();
  }

  @Test
  void countsWhatTheTransactionUnderWayHasChangedAndForgetsItWhenThatIsUndone() throws IOException {
    String hash = blobs.store(ONE, bytes("hello")).sha256();

    transaction.executeWithoutResult(
        status -> {
          blobs.retain(ONE, hash);
          assertThat(blobs.usedBytes(ONE)).isEqualTo(5);
          status.setRollbackOnly();
        });

    assertThat(blobs.usedBytes(ONE)).isZero();
    assertThat(usage.wrong()).isEmpty();
  }

  @Test
  void countsNothingWhenTheLastReferenceIsGone() throws IOException {
    Path file = Files.writeString(data.resolve("whole.part"), "adopted");
    String adopted = blobs.adopt(ONE, file, 100).sha256();
    String hash = blobs.store(ONE, bytes("hello")).sha256();
    inTransaction(
        () -> {
          blobs.retain(ONE, hash);
          blobs.retain(ONE, hash);
          blobs.retain(ONE, adopted);
        });
    assertThat(blobs.usedBytes(ONE)).isEqualTo(12);
    assertThat(blobs.largest(3)).containsExactly(Map.entry(ONE, 12L));

    inTransaction(() -> blobs.release(ONE, hash));
    assertThat(blobs.usedBytes(List.of(ONE, TWO))).containsExactly(Map.entry(ONE, 12L));
    inTransaction(() -> blobs.release(ONE, hash));
    assertThat(blobs.usedBytes(ONE)).isEqualTo(7);
    inTransaction(() -> blobs.release(ONE, adopted));
    pass(Duration.ofDays(30));
    assertThat(blobs.cleanUp()).isEqualTo(2);

    assertThat(blobs.usedBytes(ONE)).isZero();
    assertThat(blobs.largest(3)).isEmpty();
    assertThat(usage.wrong()).isEmpty();
  }

  /** In every order, and some of it undone: nobody waits for the other for ever. */
  @Test
  void countsTheSameAsTheSumAfterManyThreadsChangedReferences() throws Exception {
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      hashes.add(blobs.store(ONE, bytes("x".repeat(1 << i))).sha256());
    }
    List<Callable<Void>> works = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      List<String> some = List.of(hashes.get(i % 6), hashes.get((i * 5 + 1) % 6));
      boolean undone = i % 7 == 0;
      boolean released = i % 3 == 0;
      works.add(() -> change(some.stream().sorted().toList(), undone, released));
    }
    var threads = Executors.newFixedThreadPool(6);
    try {
      for (var done : threads.invokeAll(works)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(blobs.usedBytes(ONE)).isEqualTo(sum(ONE)).isPositive();
    assertThat(usage.wrong()).isEmpty();
  }

  private Void change(List<String> hashes, boolean undone, boolean released) {
    transaction.executeWithoutResult(
        status -> {
          hashes.forEach(hash -> blobs.retain(ONE, hash));
          if (undone) {
            status.setRollbackOnly();
          }
        });
    if (released && !undone) {
      inTransaction(() -> hashes.forEach(hash -> blobs.release(ONE, hash)));
    }
    return null;
  }

  @Test
  void reckonsAnewWhatTheReleaseBeforeChanged() throws IOException {
    String hash = blobs.store(ONE, bytes("hello")).sha256();
    inTransaction(() -> blobs.retain(ONE, hash));
    jdbc.sql("update storage_usage set used_bytes = 77").update();
    String other = blobs.store(TWO, bytes("other")).sha256();
    inTransaction(() -> blobs.retain(TWO, other));
    jdbc.sql("delete from storage_usage where organization_id = :two")
        .param("two", TWO.value())
        .update();
    assertThat(usage.wrong()).containsExactlyInAnyOrder(ONE, TWO);

    blobs.reckonUsage();

    assertThat(blobs.usedBytes(List.of(ONE, TWO))).isEqualTo(Map.of(ONE, 5L, TWO, 5L));
    assertThat(usage.wrong()).isEmpty();
  }

  @Test
  void reckonsWhatWasStoredBeforeUsageWasKept() throws IOException {
    String hash = blobs.store(ONE, bytes("hello")).sha256();
    inTransaction(() -> blobs.retain(ONE, hash));
    blobs.store(TWO, bytes("nobody keeps this"));
    jdbc.sql("drop table storage_usage").update();

    String script =
        Files.readString(
            Path.of("src/main/resources/db/migration/storage/V3__keep_what_organizations_use.sql"));
    for (String statement : script.split(";\\s*")) {
      jdbc.sql(statement).update();
    }

    assertThat(blobs.usedBytes(List.of(ONE, TWO))).containsExactly(Map.entry(ONE, 5L));
    assertThat(usage.wrong()).isEmpty();
  }

  private long sum(OrganizationId organization) {
    return jdbc.sql(
            """
            select coalesce(sum(size_bytes), 0)
            from blob
            where organization_id = :organization and reference_count > 0
            """)
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  @Test
  void refusesWhenTheDiskHasLittleLeftAndKeepsWhatWasThere() throws IOException {
    Blob before = blobs.store(ONE, bytes("hello"));
    Blobs careful = blobs(store, DataSize.ofTerabytes(1_000_000));

    assertThatThrownBy(() -> careful.store(ONE, bytes("more"))).isInstanceOf(StorageFull.class);

    assertThat(blobs.file(ONE, before.sha256())).hasContent("hello");
    assertThat(files()).hasSize(1);
  }

  @Test
  void refusesWhenTheDiskIsFullInTheMiddle() throws IOException {
    Blobs full = blobs(new FullStore(store), DataSize.ofBytes(0));

    assertThatThrownBy(() -> full.store(ONE, bytes("hello"))).isInstanceOf(StorageFull.class);

    assertThat(files()).isEmpty();
  }

  @Test
  void storesTheSameBytesFromManyThreadsWhileCleaningUp() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> storing =
          () -> {
            String hash = blobs.store(ONE, bytes("hello")).sha256();
            transaction.executeWithoutResult(status -> blobs.retain(ONE, hash));
            return hash;
          };
      for (var done : threads.invokeAll(java.util.Collections.nCopies(40, storing))) {
        assertThat(done.get()).isEqualTo(HELLO_SHA256);
      }
    } finally {
      threads.shutdown();
    }
    pass(Duration.ofDays(30));
    blobs.cleanUp();

    assertThat(blobs.file(ONE, HELLO_SHA256)).hasContent("hello");
  }

  @Test
  void refusesARetentionThatWouldRemoveUploadsUnderWay() {
    assertThatThrownBy(
            () ->
                new StorageSettings(
                    StorageSettings.Kind.FILES,
                    Duration.ofMinutes(1),
                    DataSize.ofBytes(0),
                    Duration.ofHours(1),
                    Duration.ofDays(30),
                    DataSize.ofMegabytes(20)))
        .hasMessageContaining("diction.storage.retention must be at least 1h");
  }

  private Blobs blobs(BlobStore bytes, DataSize keepFree) {
    StorageSettings settings =
        new StorageSettings(
            StorageSettings.Kind.FILES,
            Duration.ofDays(7),
            keepFree,
            Duration.ofHours(1),
            Duration.ofDays(30),
            DataSize.ofMegabytes(20));
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new Blobs(bytes, rows, usage, settings, clock, transaction);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void inTransaction(Runnable work) {
    transaction.executeWithoutResult(status -> work.run());
  }

  /** All that is stored. */
  List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    store.visit(
        new BlobStore.Visitor() {
          @Override
          public void blob(OrganizationId organization, String sha256) {
            files.add(organization + " " + sha256);
          }

          @Override
          public void other(String place) {
            files.add(place);
          }
        });
    return files;
  }

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file system on which every write fails as on a full disk. */
  private record FullStore(BlobStore store) implements BlobStore {
    @Override
    public Upload begin() throws IOException {
      Upload upload = store.begin();
      OutputStream full =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("No space left on device");
            }
          };
      return new Upload() {
        @Override
        public OutputStream stream() {
          return full;
        }

        @Override
        public void keep(OrganizationId organization, String sha256) throws IOException {
          upload.keep(organization, sha256);
        }

        @Override
        public void close() throws IOException {
          upload.close();
        }
      };
    }

    @Override
    public Path file(OrganizationId organization, String sha256) throws IOException {
      return store.file(organization, sha256);
    }

    @Override
    public Optional<Path> here(OrganizationId organization, String sha256) throws IOException {
      return store.here(organization, sha256);
    }

    @Override
    public boolean link(OrganizationId organization, String sha256, Path file) {
      return false;
    }

    @Override
    public boolean has(OrganizationId organization, String sha256) {
      return store.has(organization, sha256);
    }

    @Override
    public void remove(OrganizationId organization, String sha256) throws IOException {
      store.remove(organization, sha256);
    }

    @Override
    public InputStream open(OrganizationId organization, String sha256) throws IOException {
      return store.open(organization, sha256);
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
      store.visit(visitor);
    }

    @Override
    public void tidy() {}

    @Override
    public long freeBytes() {
      return Long.MAX_VALUE;
    }

    @Override
    public void close() {}
  }
}

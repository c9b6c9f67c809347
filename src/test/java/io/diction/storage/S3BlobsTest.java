package io.diction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.diction.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/** The same storage in an object store. */
class S3BlobsTest extends BlobsTest {
  private static final long MB = 1024 * 1024;

  /** The disk may be busy with the tests of others. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path serverFolder;
  private static S3Server server;

  private String bucket;
  private S3Client client;

  @BeforeAll
  static void startServer() {
    server = S3Server.start(serverFolder);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  BlobStore open(Path folder) throws IOException {
    bucket = "diction-" + UUID.randomUUID();
    server.makeBucket(bucket);
    client = client(server.endpoint(), PATIENCE);
    return new S3BlobStore(
        folder,
        client,
        bucket,
        new BlobCache(
            folder.resolve("cache"), 1000 * MB, Duration.ofMinutes(10), Clock.systemUTC()),
        0,
        // This one says of every upload that it was begun just now.
        Duration.ofMinutes(-1),
        Clock.systemUTC());
  }

  @Override
  void lose(Blob blob) throws IOException {
    store.remove(ONE, blob.sha256());
  }

  private static S3Client client(URI endpoint, Duration patience) {
    return S3Clients.of(
        new S3Settings(
            endpoint,
            "us-east-1",
            "unused",
            S3Server.ACCESS_KEY,
            S3Server.SECRET_KEY,
            true,
            DataSize.ofGigabytes(1)),
        patience);
  }

  @Test
  void fetchesWhatIsNotOnTheDiskAndBelievesOnlyTheRightHash() throws IOException {
    Blob blob = blobs.store(ONE, bytes("hello"));
    Path object = objects(bucket).get(0);
    emptyCache();
    assertThat(blobs.file(ONE, blob.sha256())).hasContent("hello");

    Files.writeString(object, "hellp");
    emptyCache();

    assertThatThrownBy(() -> blobs.file(ONE, blob.sha256())).hasStackTraceContaining("other bytes");
  }

  @Test
  void fetchesNothingThatTheDiskHasNoRoomFor(@TempDir Path folder) throws IOException {
    Blob blob = blobs.store(ONE, bytes("hello"));
    try (S3BlobStore full =
        new S3BlobStore(
            folder,
            client(server.endpoint(), PATIENCE),
            bucket,
            new BlobCache(folder.resolve("cache"), MB, Duration.ofMinutes(10), Clock.systemUTC()),
            Long.MAX_VALUE / 2,
            Duration.ZERO,
            Clock.systemUTC())) {
      assertThatThrownBy(() -> full.file(ONE, blob.sha256())).isInstanceOf(StorageFull.class);
    }
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.contains("lock"));
    }
  }

  @Test
  void sendsNoMorePartsThanAStoreTakes() {
    assertThat(S3Upload.partBytes(S3Upload.PART + 1)).isEqualTo(S3Upload.PART);
    for (long gigabytes : new long[] {160, 400, 5_000}) {
      long size = gigabytes * 1024 * MB;
      long part = S3Upload.partBytes(size);
      assertThat((size + part - 1) / part).isLessThanOrEqualTo(10_000);
    }
  }

  @Test
  void keepsALargeFileWithoutHoldingItInMemory() throws IOException {
    long size = 100 * MB + 5;
    long before = allocatedBytes();

    Blob blob = blobs.store(ONE, new Noise(size));

    emptyCache();
    assertThat(blobs.file(ONE, blob.sha256())).hasSize(size);
    assertThat(BlobWriter.hash(new Noise(size), Pace.NONE, () -> false)).isEqualTo(blob);
    // What was allocated and let go of again is counted, too.
    assertThat(allocatedBytes() - before).isLessThan(60 * MB);
  }

  @Test
  void keepsAFileWhoseCompletionIsDoneButNotAnswered() throws IOException {
    long size = 2 * S3Upload.PART + 5;
    Path file = Files.createTempFile(data, "large", "");
    try (OutputStream out = Files.newOutputStream(file);
        InputStream noise = new Noise(size)) {
      noise.transferTo(out);
    }
    try (S3Upload upload = new S3Upload(losingAnswers(true), bucket, new HashSet<>())) {
      upload.send(file, "blobs/done");
    }
    assertThat(objects(bucket))
        .hasSize(1)
        .allSatisfy(it -> assertThat(it).hasSameBinaryContentAs(file));

    try (S3Upload upload = new S3Upload(losingAnswers(false), bucket, new HashSet<>())) {
      assertThatThrownBy(() -> upload.send(file, "blobs/not-done"))
          .isInstanceOf(StorageUnavailable.class);
    }
    assertThat(objects(bucket)).hasSize(1);
  }

  /** A client that is never told that an upload is complete, whether it is or not. */
  private S3Client losingAnswers(boolean complete) {
    return (S3Client)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {S3Client.class},
            (proxy, method, arguments) -> {
              boolean completing = method.getName().equals("completeMultipartUpload");
              try {
                Object answer = completing && !complete ? null : method.invoke(client, arguments);
                if (completing) {
                  throw SdkClientException.create("Read timed out");
                }
                return answer;
              } catch (InvocationTargetException problem) {
                throw problem.getCause();
              }
            });
  }

  @Test
  void losesNothingWhenTheStoreDiesInTheMiddleOfAnUpload() throws Exception {
    Blob before = blobs.store(ONE, bytes("hello"));
    long size = 120 * MB;
    CompletableFuture<Void> killed =
        CompletableFuture.runAsync(
            () -> {
              awaitParts();
              server.kill();
            });

    assertThatThrownBy(() -> blobs.store(ONE, new Noise(size)))
        .isInstanceOf(StorageUnavailable.class);

    killed.get(10, TimeUnit.SECONDS);
    assertThat(blobs.file(ONE, before.sha256())).as("from its copy").hasContent("hello");
    emptyCache();
    assertThatThrownBy(() -> blobs.file(ONE, before.sha256()))
        .isInstanceOf(StorageUnavailable.class);
    assertThatThrownBy(() -> blobs.store(ONE, bytes("more")))
        .isInstanceOf(StorageUnavailable.class);
    server.start();
    assertThat(blobs.file(ONE, before.sha256())).hasContent("hello");
    assertThat(files()).as("nothing half is to be seen").hasSize(1);
    blobs.tidy();
    assertThat(client.listMultipartUploads(list -> list.bucket(bucket)).uploads()).isEmpty();
    Blob after = blobs.store(ONE, new Noise(size));
    emptyCache();
    assertThat(blobs.file(ONE, after.sha256())).hasSize(size);
  }

  @Test
  void abortsUploadsThatNobodyEnds() throws IOException {
    client.createMultipartUpload(create -> create.bucket(bucket).key("blobs/left")).uploadId();
    assertThat(client.listMultipartUploads(list -> list.bucket(bucket)).uploads()).hasSize(1);

    blobs.tidy();

    assertThat(client.listMultipartUploads(list -> list.bucket(bucket)).uploads()).isEmpty();
  }

  @Test
  void waitsNoLongerThanItWasToldForAStoreThatSaysNothing(@TempDir Path folder) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3BlobStore deaf =
            new S3BlobStore(
                folder,
                client(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofSeconds(2)),
                "any",
                new BlobCache(
                    folder.resolve("cache"), MB, Duration.ofMinutes(10), Clock.systemUTC()),
                0,
                Duration.ZERO,
                Clock.systemUTC())) {
      long begin = System.nanoTime();
      assertThatThrownBy(() -> deaf.has(ONE, "0".repeat(64)))
          .isInstanceOf(StorageUnavailable.class);
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
  }

  @Test
  void keepsTheRoomOfCopiesThatAreOnTheirWay(@TempDir Path folder) throws IOException {
    long room = 10L << 30;
    long usable = Files.getFileStore(folder).getUsableSpace();
    Assumptions.assumeTrue(usable > room, "needs 10 GB of free disk, writes none of it");
    try (S3BlobStore narrow =
        new S3BlobStore(
            folder,
            client,
            bucket,
            new BlobCache(folder.resolve("cache"), MB, Duration.ofMinutes(10), Clock.systemUTC()),
            usable - room,
            Duration.ofDays(1),
            Clock.systemUTC())) {
      narrow.makeRoom(Files.createFile(folder.resolve("one")), 6L << 30);
      Path other = Files.createFile(folder.resolve("other"));

      assertThatThrownBy(() -> narrow.makeRoom(other, 6L << 30)).isInstanceOf(StorageFull.class);
      narrow.makeRoom(other, 1L << 30);
    }
  }

  @Test
  void saysWhichSettingIsMissing() {
    S3Settings none =
        new S3Settings(null, "eu-west-1", null, null, null, false, DataSize.ofGigabytes(1));

    assertThatThrownBy(() -> S3Clients.of(none, Duration.ofSeconds(1)))
        .hasMessageContaining("diction.storage.s3.access-key");
    assertThat(none.toString()).doesNotContain("secret");
  }

  private void emptyCache() throws IOException {
    try (Stream<Path> copies = Files.walk(data.resolve("cache/blobs"))) {
      for (Path copy : copies.filter(Files::isRegularFile).toList()) {
        Files.delete(copy);
      }
    }
  }

  private static List<Path> objects(String bucket) throws IOException {
    try (Stream<Path> walk = Files.walk(server.bucket(bucket))) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  /** The store has begun to take parts. */
  private void awaitParts() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (client.listMultipartUploads(list -> list.bucket(bucket)).uploads().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  /** Bytes in no order, always the same. */
  private static final class Noise extends InputStream {
    private final Random random = new Random(1);
    private final byte[] block = new byte[8192];
    private long left;

    Noise(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read by blocks");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      random.nextBytes(block);
      int count = (int) Math.min(Math.min(length, block.length), left);
      System.arraycopy(block, 0, buffer, offset, count);
      left -= count;
      return count;
    }
  }
}

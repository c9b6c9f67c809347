package io.diction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.OrganizationId;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobCacheTest {
  private static final OrganizationId ONE = new OrganizationId(new UUID(1, 1));

  @TempDir private Path folder;
  private final AtomicInteger loads = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void loadsOnceAndAgainOnlyWhenItWasEvicted() throws IOException {
    try (BlobCache cache = cache(25)) {
      String first = load(cache, 1).toString();
      assertThat(load(cache, 1)).hasToString(first).hasSize(10);
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void evictsWhatWasNotUsedForTheLongestTime() throws Exception {
    try (BlobCache cache = cache(25)) {
      load(cache, 1);
      load(cache, 2);
      load(cache, 1);
      forgetPaths();

      load(cache, 3);

      assertThat(files()).isEqualTo(2);
      loads.set(0);
      load(cache, 1);
      assertThat(loads).as("used since").hasValue(0);
    }
  }

  @Test
  void keepsWhatIsInUseThoughItBeTooMuch() throws Exception {
    try (BlobCache cache = cache(25)) {
      Path held = load(cache, 1);
      load(cache, 2);
      forgetPaths();

      load(cache, 3);
      load(cache, 4);

      assertThat(held).as("somebody holds its path").exists();
      Reference.reachabilityFence(held);
    }
  }

  /** However many ask for one file, no more is remembered than that somebody has it. */
  @Test
  void givesAllTheSamePath() throws IOException {
    try (BlobCache cache = cache(100)) {
      assertThat(load(cache, 1)).isSameAs(load(cache, 1));
    }
  }

  @Test
  void keepsWhatIsInUseThoughItWasPutThereAgain() throws Exception {
    try (BlobCache cache = cache(15)) {
      Path held = load(cache, 1);
      cache.put(key(1), Files.write(folder.resolve("again"), new byte[10]));
      forgetPaths();

      load(cache, 2);

      assertThat(held).exists();
      Reference.reachabilityFence(held);
    }
  }

  @Test
  void makesRoomBeforeAFileComes() throws Exception {
    try (BlobCache cache = cache(35)) {
      load(cache, 1);
      load(cache, 2);
      Path held = load(cache, 3);
      forgetPaths();

      assertThat(cache.makeRoom(1, -100)).as("there is room").isZero();
      assertThat(cache.makeRoom(10, -100)).as("for the cache").isEqualTo(10);
      assertThat(files()).isEqualTo(2);
      assertThat(cache.makeRoom(1, 100)).as("on the disk, what is not in use").isEqualTo(10);
      assertThat(held).exists();
      Reference.reachabilityFence(held);
    }
  }

  @Test
  void removesWhatAKilledProcessHadForItself() throws IOException {
    try (BlobCache cache = cache(100);
        BlobCache beside = cache(100)) {
      Path copy = load(beside, 1);
      Path killed = Files.createDirectories(folder.resolve("blobs-of-others/killed"));
      Files.createFile(killed.resolve("lock"));
      Files.writeString(killed.resolve("copy"), "bytes");

      cache.tidy();

      assertThat(killed).doesNotExist();
      assertThat(copy).as("of a process that runs").exists();
    }
  }

  @Test
  void keepsWhatWasGivenToSomebodyAMomentAgo() throws IOException {
    try (BlobCache cache = cache(5)) {
      load(cache, 1);
      load(cache, 2);
      System.gc();

      load(cache, 3);

      assertThat(files()).isEqualTo(3);
    }
  }

  @Test
  void takesOverWhatTheFormerProcessLeft() throws IOException {
    try (BlobCache cache = cache(100)) {
      load(cache, 1);
    }
    try (BlobCache next = cache(100);
        BlobCache beside = cache(100)) {
      load(next, 1);
      assertThat(loads).hasValue(1);
      load(beside, 1);
      assertThat(loads).as("of another process").hasValue(2);
    }
    assertThat(files()).as("that of the other went with it").isEqualTo(1);
  }

  @Test
  void loadsAgainWhatWasCutOffOrRemovedByHand() throws IOException {
    try (BlobCache cache = cache(100)) {
      Files.writeString(load(cache, 1), "cut");
      assertThat(load(cache, 1)).hasSize(10);
      Files.delete(load(cache, 1));
      assertThat(load(cache, 1)).hasSize(10);
      assertThat(loads).hasValue(3);
    }
  }

  @Test
  void forgetsWhatItIsTold() throws IOException {
    try (BlobCache cache = cache(100)) {
      Path copy = load(cache, 1);
      cache.remove(key(1));
      assertThat(copy).doesNotExist();
    }
  }

  @Test
  void loadsOneFileByOneThread() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try (BlobCache cache = cache(100)) {
      Callable<Path> getting = () -> load(cache, 1);
      for (var one : threads.invokeAll(Collections.nCopies(32, getting))) {
        assertThat(one.get()).hasSize(10);
      }
      assertThat(loads).hasValue(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void keepsNothingWhereLoadingFails() throws IOException {
    try (BlobCache cache = cache(100)) {
      assertThatThrownBy(
              () ->
                  cache.get(
                      key(1),
                      () -> {
                        throw new IOException("broken");
                      }))
          .hasMessage("broken");
      assertThat(load(cache, 1)).hasSize(10);
    }
  }

  private BlobCache cache(long most) throws IOException {
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new BlobCache(folder, most, Duration.ofMinutes(10), clock);
  }

  private Path load(BlobCache cache, int number) throws IOException {
    return cache.get(
        key(number),
        () -> {
          loads.incrementAndGet();
          return Files.write(folder.resolve(UUID.randomUUID() + ".copy"), new byte[10]);
        });
  }

  /** Time passes, and nobody holds the paths that were not kept. */
  private void forgetPaths() {
    now = now.plus(Duration.ofHours(1));
    System.gc();
  }

  private long files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).filter(file -> !file.endsWith("blobs.lock")).count();
    }
  }

  private static BlobKey key(int number) {
    return new BlobKey(ONE, "%064x".formatted(number));
  }
}

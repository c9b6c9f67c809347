package io.diction.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.dataset.file.CheckedRows.Known;
import io.diction.dataset.file.Item;
import io.diction.dataset.finding.Finding;
import io.diction.speech.CancelledException;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.storage.Blob;
import io.diction.storage.StorageFull;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecordingChecksTest {
  private static final Duration LONG = Duration.ofMinutes(30);

  private final Memory journal = new Memory();
  private final Map<String, Integer> checked = new ConcurrentHashMap<>();

  /** What a database would keep. */
  private static final class Memory implements Journal {
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private int writesLeft = Integer.MAX_VALUE;

    @Override
    public Map<String, Known> known() {
      return Map.copyOf(known);
    }

    @Override
    public Map<String, Integer> begin(Map<String, Long> recordings) {
      return Map.copyOf(attempts);
    }

    @Override
    public void write(List<Known> ended, Collection<String> begun) {
      if (--writesLeft < 0) {
        throw new IllegalStateException("killed");
      }
      for (Known end : ended) {
        known.put(end.item().name(), end);
        attempts.remove(end.item().name());
      }
      begun.forEach(name -> attempts.merge(name, 1, Integer::sum));
    }

    @Override
    public void stopped(Collection<String> begun) {
      begun.forEach(name -> attempts.merge(name, -1, Integer::sum));
    }
  }

  private static Map<String, Long> recordings(int count) {
    Map<String, Long> recordings = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      recordings.put("good-%02d.wav".formatted(i), 1_000L);
    }
    return recordings;
  }

  private Known good(String name, Progress progress) {
    checked.merge(name, 1, Integer::sum);
    return new Known(
        new Item(name, Item.Kind.AUDIO, 1_000, null, null, false),
        new Blob("0".repeat(64), 1_000),
        List.of());
  }

  private Map<String, Known> run(
      Map<String, Long> recordings, RecordingChecks.Check check, Progress progress) {
    return new RecordingChecks(2, LONG, journal, recordings, check, progress).run();
  }

  private static List<String> blocked(Map<String, Known> done) {
    return done.values().stream()
        .flatMap(known -> known.findings().stream())
        .filter(Finding::error)
        .map(finding -> finding.rule() + " " + finding.file())
        .sorted()
        .toList();
  }

  @Test
  void goesOnWithTheOthersWhateverOneDoes() {
    Map<String, Long> recordings = recordings(20);
    recordings.put("hang.flac", 1_000L);
    recordings.put("crash.flac", 1_000L);
    recordings.put("memory.flac", 1_000L);
    recordings.put("damaged.flac", 1_000L);
    CountDownLatch others = new CountDownLatch(20);

    Map<String, Known> done =
        run(
            recordings,
            (name, progress) -> {
              switch (name) {
                case "hang.flac" -> {
                  boolean went = await(others);
                  throw new FormatException(name, "", "decoding hung; the others went on: " + went);
                }
                case "crash.flac" -> throw new StackOverflowError();
                case "memory.flac" -> throw new OutOfMemoryError("4 GB of zeros");
                case "damaged.flac" -> throw new IOException("cut off");
                default -> {
                  others.countDown();
                  return good(name, progress);
                }
              }
            },
            Progress.NONE);

    assertThat(checked).hasSize(20);
    assertThat(blocked(done))
        .containsExactly(
            "audio_unreadable hang.flac",
            "file_failed crash.flac",
            "file_failed damaged.flac",
            "file_failed memory.flac");
    assertThat(done.get("hang.flac").findings().get(0).arguments().get(0)).endsWith("true");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void goesOnWhereItWasWhenItWasKilled() {
    Map<String, Long> recordings = recordings(60);
    Set<Thread> others = Set.copyOf(Thread.getAllStackTraces().keySet());
    journal.writesLeft = 5;
    assertThatThrownBy(() -> run(recordings, this::good, Progress.NONE)).hasMessage("killed");
    // A process that is killed takes its threads along; here they end what they began.
    Awaitility.await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(
                        thread ->
                            thread.getName().equals("recording-check")
                                && !others.contains(thread)));
    Map<String, Known> kept = journal.known();
    assertThat(kept).hasSizeBetween(4, 48);
    checked.keySet().retainAll(kept.keySet());

    journal.writesLeft = Integer.MAX_VALUE;
    Map<String, Known> done = run(recordings, this::good, Progress.NONE);

    assertThat(done).hasSize(60);
    assertThat(checked).hasSize(60);
    assertThat(checked.values()).containsOnly(1);
    assertThat(blocked(done)).isEmpty();
  }

  @Test
  void givesUpAFileThatEndsTheProcessThreeTimes() {
    Map<String, Long> recordings = recordings(10);
    recordings.put("killer.wav", 1_000L);
    for (int life = 0; life < 3; life++) {
      // The process ends at the first write once the file has begun.
      assertThatThrownBy(
              () ->
                  run(
                      recordings,
                      (name, progress) -> {
                        if (name.equals("killer.wav")) {
                          journal.writesLeft = 0;
                        }
                        return good(name, progress);
                      },
                      Progress.NONE))
          .hasMessage("killed");
      journal.writesLeft = Integer.MAX_VALUE;
    }

    Map<String, Known> done = run(recordings, this::good, Progress.NONE);

    assertThat(blocked(done)).containsExactly("file_gave_up killer.wav");
    assertThat(done).hasSize(11);
  }

  @Test
  void stopsWithinASecondWithoutBlamingWhatWasUnderWay() {
    Map<String, Long> recordings = recordings(10);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Progress cancelling =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean isCancelled() {
            return asked.incrementAndGet() > 3;
          }
        };
    long began = System.nanoTime();
    assertThatThrownBy(
            () ->
                run(
                    recordings,
                    (name, progress) -> {
                      await(never);
                      progress.checkCancelled();
                      return good(name, progress);
                    },
                    cancelling))
        .isInstanceOf(CancelledException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(journal.attempts.values()).containsOnly(0);
  }

  @Test
  void waitsForRoomOnTheDiskAndSaysSo() {
    AtomicInteger full = new AtomicInteger(2);
    Map<String, String> said = new ConcurrentHashMap<>();
    Progress listening =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            said.put(message, message);
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    Map<String, Known> done =
        new RecordingChecks(
                1,
                Duration.ofSeconds(2),
                journal,
                recordings(3),
                (name, progress) -> {
                  if (full.getAndDecrement() > 0) {
                    throw new StorageFull("no room");
                  }
                  return good(name, progress);
                },
                listening)
            .run();

    assertThat(blocked(done)).isEmpty();
    assertThat(checked).hasSize(3);
    assertThat(said.keySet())
        .anyMatch(line -> ChecksDone.of(line).filter(ChecksDone::waiting).isPresent());
  }

  @Test
  void givesFilesUpWhenTheDiskStaysFull() {
    Map<String, Known> done =
        new RecordingChecks(
                1,
                Duration.ZERO,
                journal,
                recordings(2),
                (name, progress) -> {
                  throw new StorageFull("no room");
                },
                Progress.NONE)
            .run();

    assertThat(blocked(done)).allMatch(finding -> finding.startsWith("storage_full"));
  }
}

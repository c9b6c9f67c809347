package io.diction.dataset.check;

import io.diction.dataset.file.CheckedRows.Known;
import io.diction.dataset.file.Item;
import io.diction.dataset.finding.Finding;
import io.diction.identity.Ids;
import io.diction.speech.CancelledException;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.storage.StorageFull;
import io.diction.storage.StorageUnavailable;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Checks recordings, some at a time. Whatever happens to one costs only itself: what cannot be read
 * is told, what breaks the check down is told with a reference, and what ended the whole process
 * three times is given up. Those that were under way when a process ended are tried last, each by
 * itself, so that the others are not blamed for one. For one thread and one use.
 */
final class RecordingChecks {
  /** A check that began so often and never ended is not tried again. */
  static final int MOST_ATTEMPTS = 3;

  private static final Logger log = LoggerFactory.getLogger(RecordingChecks.class);
  private static final long ASK_EVERY_MS = 200;

  /** Looks at all recordings each time. */
  private static final Duration TELL_EVERY = Duration.ofMillis(500);

  /** For each thread: the more are begun together, the fewer transactions. */
  private static final int AHEAD = 4;

  private static final Duration WRITE_EVERY = Duration.ofSeconds(2);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  private final int threads;
  private final Duration waitForRoom;
  private final Journal journal;
  private final Check check;
  private final Progress progress;
  private final Map<String, Long> recordings;
  private final Map<String, Known> done = new HashMap<>();
  private final Map<String, Double> parts = new ConcurrentHashMap<>();
  private final Map<Future<Known>, String> running = new LinkedHashMap<>();
  private final List<Known> unwritten = new ArrayList<>();
  private final long began = System.nanoTime();
  private volatile boolean stopped;
  private long written = System.nanoTime();
  private long fullSince;
  private long notBefore = System.nanoTime();
  private double reported;
  private long told = System.nanoTime() - TELL_EVERY.toNanos();

  /** Checks one recording and keeps it. */
  interface Check {
    Known check(String name, Progress progress) throws IOException;
  }

  /**
   * @param threads how many are checked at a time
   * @param waitForRoom how long it waits while the disk is full
   * @param recordings names and sizes in bytes
   */
  RecordingChecks(
      int threads,
      Duration waitForRoom,
      Journal journal,
      Map<String, Long> recordings,
      Check check,
      Progress progress) {
    this.threads = threads;
    this.waitForRoom = waitForRoom;
    this.journal = journal;
    this.recordings = recordings;
    this.check = check;
    this.progress = progress;
  }

  /** What came of each, by name. */
  Map<String, Known> run() {
    Map<String, Known> known = journal.known();
    Map<String, Long> open = new LinkedHashMap<>();
    recordings.forEach(
        (name, bytes) -> {
          Known before = known.get(name);
          if (before == null) {
            open.put(name, bytes);
          } else {
            done.put(name, before);
          }
        });
    if (open.isEmpty()) {
      return done;
    }
    Map<String, Integer> attempts = journal.begin(open);
    Deque<String> calm = new ArrayDeque<>();
    Deque<String> suspects = new ArrayDeque<>();
    for (String name : open.keySet()) {
      int before = attempts.getOrDefault(name, 0);
      if (before >= MOST_ATTEMPTS) {
        ended(name, blocked(name, "file_gave_up", before));
      } else {
        (before == 0 ? calm : suspects).add(name);
      }
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "recording-check");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Known> ends = new ExecutorCompletionService<>(pool);
      work(ends, calm, AHEAD * threads);
      work(ends, suspects, 1);
    } finally {
      // Nothing is interrupted: a thread that is while it writes closes the embedded database.
      stopped = true;
      pool.shutdown();
    }
    return done;
  }

  private void work(CompletionService<Known> ends, Deque<String> waiting, int most) {
    try {
      while (!waiting.isEmpty() || !running.isEmpty()) {
        progress.checkCancelled();
        begin(ends, waiting, most);
        Future<Known> end = ends.poll(ASK_EVERY_MS, TimeUnit.MILLISECONDS);
        while (end != null) {
          take(end, waiting);
          end = ends.poll();
        }
        if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
          report();
          told = System.nanoTime();
        }
      }
      report();
      journal.write(List.copyOf(unwritten), List.of());
      unwritten.clear();
    } catch (InterruptedException interrupted) {
      stop();
      Thread.currentThread().interrupt();
      throw new CancelledException();
    } catch (CancelledException | StorageUnavailable | DataAccessException notToBlame) {
      stop();
      throw notToBlame;
    }
  }

  /** What is done stays done; what was under way is not to blame. */
  private void stop() {
    stopped = true;
    journal.write(List.copyOf(unwritten), List.of());
    journal.stopped(List.copyOf(running.values()));
  }

  /** In few transactions, as each of them waits for the disk. */
  private void begin(CompletionService<Known> ends, Deque<String> waiting, int most) {
    boolean late = System.nanoTime() - written > WRITE_EVERY.toNanos() && !unwritten.isEmpty();
    boolean room = running.size() * 2 <= most && System.nanoTime() >= notBefore;
    List<String> next = new ArrayList<>();
    while (room && !waiting.isEmpty() && running.size() + next.size() < most) {
      next.add(waiting.remove());
    }
    if (next.isEmpty() && !late) {
      return;
    }
    journal.write(List.copyOf(unwritten), next);
    unwritten.clear();
    written = System.nanoTime();
    for (String name : next) {
      running.put(ends.submit(() -> attempt(name)), name);
    }
  }

  private void take(Future<Known> end, Deque<String> waiting) throws InterruptedException {
    String name = running.remove(end);
    try {
      ended(name, end.get());
      fullSince = 0;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StorageFull) {
        full(name, waiting);
      } else if (failed.getCause() instanceof RuntimeException cause && isNotToBlame(cause)) {
        running.put(end, name);
        throw cause;
      } else {
        throw new IllegalStateException("a check ended by itself", failed.getCause());
      }
    }
  }

  /** What has nothing to do with the recording: the job ends, or begins again when it is over. */
  private static boolean isNotToBlame(RuntimeException cause) {
    return cause instanceof CancelledException
        || cause instanceof StorageUnavailable
        || cause instanceof DataAccessException;
  }

  /** The disk is full: that is nobody's fault but has to be waited for. */
  private void full(String name, Deque<String> waiting) {
    long now = System.nanoTime();
    if (fullSince == 0) {
      fullSince = now;
      report();
    }
    if (now - fullSince > waitForRoom.toNanos()) {
      ended(
          name,
          new Known(
              item(name),
              null,
              List.of(Finding.error(ErrorCode.LIMIT_REACHED, "storage_full", name))));
      return;
    }
    journal.stopped(List.of(name));
    waiting.addFirst(name);
    notBefore = now + Math.min(TRY_AGAIN_AFTER.toNanos(), waitForRoom.toNanos() / 4);
  }

  private void ended(String name, Known known) {
    done.put(name, known);
    unwritten.add(known);
    parts.put(name, 1.0);
  }

  private Known attempt(String name) throws IOException {
    if (stopped) {
      throw new CancelledException();
    }
    try {
      return check.check(name, part(name));
    } catch (CancelledException | ClosedByInterruptException ended) {
      throw new CancelledException();
    } catch (StorageFull | StorageUnavailable | DataAccessException notToBlame) {
      throw notToBlame;
    } catch (FormatException damaged) {
      return blocked(name, "audio_unreadable", damaged.reason());
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError problem) {
      if (stopped) {
        throw new CancelledException();
      }
      String reference = Ids.next().toString();
      log.error("A recording cannot be checked, reference {}", reference, problem);
      return blocked(name, "file_failed", reference);
    }
  }

  private Known blocked(String name, String rule, Object argument) {
    ErrorCode code =
        rule.equals("audio_unreadable") ? ErrorCode.INVALID_AUDIO_FORMAT : ErrorCode.INTERNAL_ERROR;
    return new Known(item(name), null, List.of(Finding.error(code, rule, name, argument)));
  }

  private Item item(String name) {
    return new Item(name, Item.Kind.AUDIO, recordings.getOrDefault(name, 0L), null, null, false);
  }

  private Progress part(String name) {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        parts.merge(name, fraction, Math::max);
      }

      @Override
      public boolean isCancelled() {
        return stopped || progress.isCancelled();
      }
    };
  }

  private void report() {
    double all = 0;
    double past = 0;
    for (Map.Entry<String, Long> recording : recordings.entrySet()) {
      double weight = 1 + recording.getValue();
      boolean known = done.containsKey(recording.getKey());
      all += weight;
      past += weight * (known ? 1 : parts.getOrDefault(recording.getKey(), 0.0));
    }
    reported = Math.max(reported, all == 0 ? 1 : past / all);
    progress.report(reported, state().line());
  }

  private ChecksDone state() {
    double seconds = done.values().stream().mapToDouble(RecordingChecks::seconds).sum();
    double elapsed = (System.nanoTime() - began) / 1e9;
    Long left =
        reported > 0.02 && elapsed > 3
            ? Long.valueOf(Math.round(elapsed / reported * (1 - reported)))
            : null;
    return new ChecksDone(
        done.size(), recordings.size(), Math.round(seconds), left, fullSince != 0);
  }

  private static double seconds(Known known) {
    Item.@Nullable Heard heard = known.item().heard();
    return heard == null ? 0 : heard.durationMs() / 1000.0;
  }
}

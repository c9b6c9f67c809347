package io.diction.speech.scratch;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Spreads numbered tasks over threads. What a task computes may depend on its number alone, so that
 * results are the same on one thread or many; a worker is the memory that a thread reuses.
 */
final class Workers {
  /** One task. */
  @FunctionalInterface
  interface Task<W> {
    void run(W worker, int number) throws IOException;
  }

  private Workers() {}

  /** Runs tasks 0 to {@code tasks} - 1 and returns when all are done. */
  static <W> void run(
      int threads, int tasks, String message, Supplier<W> worker, Task<W> task, Progress progress)
      throws IOException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    progress.report(0, message);
    int used = Math.max(1, Math.min(threads, tasks));
    ExecutorService executor = Executors.newFixedThreadPool(used, Workers::thread);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < used; i++) {
        running.add(
            executor.submit(
                () -> {
                  W mine = worker.get();
                  for (int n = next.getAndIncrement(); n < tasks; n = next.getAndIncrement()) {
                    progress.checkCancelled();
                    task.run(mine, n);
                    progress.report((double) done.incrementAndGet() / tasks, "");
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        await(each);
      }
    } finally {
      // After a failure the others would work on for nothing.
      next.set(tasks);
      executor.shutdown();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "acoustic-training");
    thread.setDaemon(true);
    return thread;
  }

  private static void await(Future<?> running) throws IOException {
    try {
      running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

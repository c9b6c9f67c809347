package io.diction.speech;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Spreads numbered tasks over threads. What a task computes may depend on its number alone, so that
 * results are the same on one thread or many.
 */
public final class Workers {
  /** One task of a worker, which is the memory that a thread reuses. */
  @FunctionalInterface
  public interface Task<W> {
    void run(W worker, int number) throws IOException;
  }

  /** One task with a result. */
  @FunctionalInterface
  public interface Part<T> {
    T make(int number) throws IOException;
  }

  private static final long ASK_EVERY_MS = 100;

  private Workers() {}

  /**
   * Runs tasks 0 to {@code tasks} - 1 in any order and returns when all are done.
   *
   * @param message reported at the beginning
   * @param worker makes a worker for each thread, on that thread
   * @throws CancelledException when {@code progress} asks to stop
   */
  public static <W> void run(
      int threads, int tasks, String message, Supplier<W> worker, Task<W> task, Progress progress)
      throws IOException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    progress.report(0, message);
    int used = Math.max(1, Math.min(threads, tasks));
    ExecutorService executor = start(used);
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
        await(each, progress);
      }
    } finally {
      // After a failure the others would work on for nothing.
      next.set(tasks);
      executor.shutdown();
    }
  }

  /**
   * Makes parts 0 to {@code parts} - 1 on several threads and joins them in that order on this one;
   * a few more than threads are in memory at a time.
   */
  public static <T> void join(
      int threads, int parts, Part<T> part, Consumer<T> join, Progress progress)
      throws IOException {
    ExecutorService executor = start(threads);
    try {
      Deque<Future<T>> running = new ArrayDeque<>();
      int next = 0;
      for (int done = 0; done < parts; done++) {
        while (next < parts && running.size() <= threads) {
          int number = next++;
          running.add(executor.submit(() -> part.make(number)));
        }
        join.accept(await(running.remove(), progress));
        progress.report((done + 1.0) / parts, "");
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Threads that end with the program, whatever they are doing. */
  public static ExecutorService start(int threads) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, "speech");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Waits for what a thread makes; asked to stop, it leaves a thread that is building something
   * large to end by itself.
   *
   * @throws CancelledException when this thread is interrupted or {@code progress} asks to stop
   * @throws IOException as the other thread threw it, and so its unchecked exceptions
   */
  public static <T> T await(Future<T> running, Progress progress) throws IOException {
    try {
      while (true) {
        try {
          return running.get(ASK_EVERY_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          progress.checkCancelled();
        }
      }
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

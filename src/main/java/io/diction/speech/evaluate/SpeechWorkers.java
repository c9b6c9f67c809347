package io.diction.speech.evaluate;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.Workers;
import io.diction.speech.audio.Audio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hands recorded utterances to workers on several threads. Decoded utterances wait in a short
 * queue, so that memory stays bounded. Which worker gets which utterance is chance: what they make
 * of it must not depend on that.
 */
public final class SpeechWorkers {
  /** Utterances decoded ahead of the workers, for each of them. */
  private static final int AHEAD = 2;

  private static final long ASK_EVERY_MS = 200;

  /** Does something with utterances, one after the other, on one thread. */
  @FunctionalInterface
  public interface Worker {
    void take(String id, Audio audio) throws IOException;
  }

  /** Told of utterances without sound, on the calling thread. */
  @FunctionalInterface
  public interface Unreadable {
    void tell(String id, String reason);
  }

  private SpeechWorkers() {}

  /**
   * Reads utterances and returns when all are worked on.
   *
   * @param workers makes a worker for each thread, on that thread
   * @param progress only asked whether to stop
   * @throws CancelledException when {@code progress} asks to stop
   */
  public static void run(
      RecordedSpeech speech,
      Set<String> ids,
      int threads,
      Supplier<Worker> workers,
      Unreadable unreadable,
      Progress progress)
      throws IOException {
    Queue queue = new Queue(threads, workers, unreadable, progress);
    ExecutorService executor = Workers.start(threads);
    List<Future<?>> running = new ArrayList<>();
    try {
      for (int thread = 0; thread < threads; thread++) {
        running.add(executor.submit(queue));
      }
      speech.read(ids, queue);
      queue.ended = true;
      for (Future<?> worker : running) {
        Workers.await(worker, progress);
      }
    } catch (Stopped e) {
      for (Future<?> worker : running) {
        Workers.await(worker, progress);
      }
      throw new IllegalStateException("a worker stopped without a reason", e);
    } finally {
      // After a failure the others would work on for nothing.
      queue.failed = true;
      executor.shutdown();
    }
  }

  /** A worker has failed: its own exception says why. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Heard(String id, Audio audio) {}

  private static final class Queue implements Callable<Void>, RecordedSpeech.Receiver {
    private final Supplier<Worker> workers;
    private final Unreadable unreadable;
    private final Progress progress;
    private final BlockingQueue<Heard> waiting;
    private volatile boolean ended;
    private volatile boolean failed;

    Queue(int threads, Supplier<Worker> workers, Unreadable unreadable, Progress progress) {
      this.workers = workers;
      this.unreadable = unreadable;
      this.progress = progress;
      waiting = new ArrayBlockingQueue<>(threads * AHEAD);
    }

    @Override
    public void utterance(String id, Audio audio) {
      try {
        while (!waiting.offer(new Heard(id, audio), ASK_EVERY_MS, TimeUnit.MILLISECONDS)) {
          progress.checkCancelled();
          if (failed) {
            throw new Stopped();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException();
      }
    }

    @Override
    public void unreadable(String id, String reason) {
      progress.checkCancelled();
      unreadable.tell(id, reason);
    }

    @Override
    public Void call() throws IOException, InterruptedException {
      boolean complete = false;
      try {
        Worker worker = workers.get();
        while (!failed) {
          // Looked at before the queue: what was put in before the end is still taken out.
          boolean last = ended;
          Heard heard = waiting.poll(last ? 0 : ASK_EVERY_MS, TimeUnit.MILLISECONDS);
          progress.checkCancelled();
          if (heard != null) {
            worker.take(heard.id(), heard.audio());
          } else if (last) {
            break;
          }
        }
        complete = true;
        return null;
      } finally {
        failed |= !complete;
      }
    }
  }
}

package io.diction.speech.evaluate;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.Audio;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Recognises recordings with several models and scores each. References and hypotheses pass the
 * same text normalisation, so that "5" and "five" are no error. The result does not depend on the
 * number of threads.
 */
public final class ModelEvaluation {
  /** Utterances decoded ahead of the recognisers, for each of them. */
  private static final int AHEAD = 2;

  private static final long ASK_EVERY_MS = 200;

  private final RecordedSpeech speech;
  private final TextNormalizer normalizer;
  private final int threads;

  /**
   * Something said, and what it was.
   *
   * @param id its name in the recorded speech
   * @param text as written by a person
   */
  public record Reference(String id, String text) {}

  /**
   * What came out.
   *
   * @param evaluations one for each model, in their order, of the utterances that could be read
   * @param audioSeconds recognised with each model
   * @param unreadable utterances without sound, and why
   */
  public record Result(
      List<Evaluation> evaluations, double audioSeconds, List<Unreadable> unreadable) {
    public Result {
      evaluations = List.copyOf(evaluations);
      unreadable = List.copyOf(unreadable);
    }
  }

  /** An utterance whose sound cannot be had. */
  public record Unreadable(String id, String reason) {}

  /**
   * @param normalizer of the models' language
   * @param threads utterances recognised at a time
   */
  public ModelEvaluation(RecordedSpeech speech, TextNormalizer normalizer, int threads) {
    this.speech = speech;
    this.normalizer = normalizer;
    this.threads = threads;
  }

  /**
   * Recognises and scores.
   *
   * @param references with different ids
   * @throws CancelledException when {@code progress} asks to stop
   */
  public Result run(List<SpeechModel> models, List<Reference> references, Progress progress)
      throws IOException {
    Work work = new Work(models, references, progress);
    ExecutorService workers = Executors.newFixedThreadPool(threads, ModelEvaluation::worker);
    List<Future<?>> running = new ArrayList<>();
    try {
      for (int thread = 0; thread < threads; thread++) {
        running.add(workers.submit(work));
      }
      speech.read(work.positions.keySet(), work);
      work.end();
      for (Future<?> worker : running) {
        await(worker);
      }
    } catch (Stopped e) {
      for (Future<?> worker : running) {
        await(worker);
      }
      throw new IllegalStateException("a recogniser stopped without a reason", e);
    } finally {
      // After a failure the others would work on for nothing.
      work.failed = true;
      workers.shutdown();
    }
    return result(models.size(), references, work.outcomes);
  }

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "evaluation");
    thread.setDaemon(true);
    return thread;
  }

  private static void await(Future<?> worker) throws IOException {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      throw new IOException(e.getCause());
    }
  }

  /** A worker has failed: its own exception says why. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Heard(String id, Audio audio) {}

  /** Decoded utterances wait in a short queue, so that memory stays bounded. */
  private final class Work implements Callable<Void>, RecordedSpeech.Receiver {
    private final List<SpeechModel> models;
    private final List<Reference> references;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Outcome[] outcomes;
    private final Progress progress;
    private final BlockingQueue<Heard> queue = new ArrayBlockingQueue<>(threads * AHEAD);
    private volatile boolean ended;
    private volatile boolean failed;
    private int done;

    Work(List<SpeechModel> models, List<Reference> references, Progress progress) {
      this.models = models;
      this.references = references;
      this.progress = progress;
      outcomes = new Outcome[references.size()];
      for (int i = 0; i < references.size(); i++) {
        positions.put(references.get(i).id(), i);
        outcomes[i] = new Outcome(List.of(), 0, "there is no recording of it");
      }
    }

    @Override
    public void utterance(String id, Audio audio) {
      try {
        while (!queue.offer(new Heard(id, audio), ASK_EVERY_MS, TimeUnit.MILLISECONDS)) {
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
      outcomes[positions.get(id)] = new Outcome(List.of(), 0, reason);
    }

    void end() {
      ended = true;
    }

    @Override
    public Void call() throws InterruptedException {
      boolean complete = false;
      try {
        List<Recognizer> recognizers = models.stream().map(Recognizer::new).toList();
        while (!failed) {
          // Looked at before the queue: what was put in before the end is still taken out.
          boolean last = ended;
          Heard heard = queue.poll(last ? 0 : ASK_EVERY_MS, TimeUnit.MILLISECONDS);
          progress.checkCancelled();
          if (heard != null) {
            int position = positions.get(heard.id());
            outcomes[position] =
                recognize(recognizers, references.get(position), heard.audio(), progress);
            finished(heard.id());
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

    private synchronized void finished(String id) {
      done++;
      progress.report(
          (double) done / references.size(),
          "recognised " + id + " (" + done + "/" + references.size() + ")");
    }
  }

  private Outcome recognize(
      List<Recognizer> recognizers, Reference reference, Audio audio, Progress progress) {
    Progress stop = new Asking(progress);
    List<Evaluation.Scored> scored = new ArrayList<>();
    String said = String.join(" ", normalizer.words(reference.text()));
    for (Recognizer recognizer : recognizers) {
      String heard = recognizer.recognize(audio, stop).text();
      scored.add(
          Evaluation.Scored.of(reference.id(), said, String.join(" ", normalizer.words(heard))));
    }
    return new Outcome(scored, audio.durationSeconds(), null);
  }

  private static Result result(int models, List<Reference> references, Outcome[] outcomes) {
    List<Evaluation> evaluations = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < outcomes.length; i++) {
      seconds += outcomes[i].seconds();
      String fault = outcomes[i].fault();
      if (fault != null) {
        unreadable.add(new Unreadable(references.get(i).id(), fault));
      }
    }
    for (int model = 0; model < models; model++) {
      List<Evaluation.Scored> scored = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        if (outcome.fault() == null) {
          scored.add(outcome.scored().get(model));
        }
      }
      evaluations.add(new Evaluation(scored));
    }
    return new Result(evaluations, seconds, unreadable);
  }

  /** One recording: scored by model, or why it could not be read. */
  private record Outcome(List<Evaluation.Scored> scored, double seconds, @Nullable String fault) {}

  /** Passes on the wish to stop, not the progress of single recordings. */
  private record Asking(Progress progress) implements Progress {
    @Override
    public void report(double fraction, String message) {}

    @Override
    public boolean isCancelled() {
      return progress.isCancelled();
    }
  }
}

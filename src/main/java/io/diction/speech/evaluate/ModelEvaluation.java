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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Recognises recordings with several models and scores each. References and hypotheses pass the
 * same text normalisation, so that "5" and "five" are no error. The result does not depend on the
 * number of threads.
 */
public final class ModelEvaluation {
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
    Map<String, Integer> positions = new LinkedHashMap<>();
    Outcome[] outcomes = new Outcome[references.size()];
    for (int i = 0; i < references.size(); i++) {
      positions.put(references.get(i).id(), i);
      outcomes[i] = new Outcome(List.of(), 0, "there is no recording of it");
    }
    AtomicInteger done = new AtomicInteger();
    SpeechWorkers.run(
        speech,
        positions.keySet(),
        threads,
        () -> {
          List<Recognizer> recognizers = models.stream().map(Recognizer::new).toList();
          return (id, audio) -> {
            int position = positions.get(id);
            outcomes[position] = recognize(recognizers, references.get(position), audio, progress);
            finished(id, done, references.size(), progress);
          };
        },
        (id, reason) -> outcomes[positions.get(id)] = new Outcome(List.of(), 0, reason),
        progress);
    return result(models.size(), references, outcomes);
  }

  private static void finished(String id, AtomicInteger done, int all, Progress progress) {
    // One at a time, so that the share that is done never falls.
    synchronized (done) {
      int count = done.incrementAndGet();
      progress.report((double) count / all, "recognised " + id + " (" + count + "/" + all + ")");
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

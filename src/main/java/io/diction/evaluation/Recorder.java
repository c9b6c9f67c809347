package io.diction.evaluation;

import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.speech.CancelledException;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioQuality;
import io.diction.speech.evaluate.ErrorCauses;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.ModelEvaluation.Heard;
import io.diction.speech.evaluate.WordAlignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes down what was heard, some utterances at a time, each group in one transaction: a test that
 * is begun again goes on behind the last of them. Called from several threads.
 */
final class Recorder implements ModelEvaluation.Listener {
  /** Of a recording without cues: all of it is held at once. */
  static final long LONGEST_WHOLE_MS = 600_000;

  private static final int GROUP = 8;
  private static final long NANOS = 3_000_000_000L;

  private final TestRun run;
  private final Map<String, TestUtterance> byId;
  private final ErrorCauses causes;
  private final TestRows runs;
  private final UtteranceRows rows;
  private final TransactionOperations transaction;
  private final IntConsumer written;
  private final List<Outcome> waiting = new ArrayList<>();
  private long writtenAt = System.nanoTime();

  /** An utterance that is done, one way or another. */
  private record Outcome(
      int number, long lengthMs, @Nullable Double snr, List<TestHypothesis> heard, String fault) {}

  /**
   * @param byId the utterances by their names in the recorded speech
   * @param written told how many more have been written
   */
  Recorder(
      TestRun run,
      Map<String, TestUtterance> byId,
      ErrorCauses causes,
      TestRows runs,
      UtteranceRows rows,
      TransactionOperations transaction,
      IntConsumer written) {
    this.run = run;
    this.byId = Map.copyOf(byId);
    this.causes = causes;
    this.runs = runs;
    this.rows = rows;
    this.transaction = transaction;
    this.written = written;
  }

  @Override
  public void heard(ModelEvaluation.Reference reference, Audio audio, List<Heard> heard) {
    TestUtterance utterance = byId.get(reference.id());
    if (utterance.durationMs() == null && 1000 * audio.durationSeconds() > LONGEST_WHOLE_MS) {
      unreadable(reference.id(), TestUtterance.TOO_LONG);
      return;
    }
    List<TestHypothesis> hypotheses = new ArrayList<>();
    for (int position = 0; position < heard.size(); position++) {
      hypotheses.add(
          run.isMeasured()
              ? TestHypothesis.of(
                  utterance.number(),
                  position,
                  heard.get(position),
                  causes.explain(heard, position))
              : TestHypothesis.of(utterance.number(), position, beside(heard, position), List.of())
                  .unmeasured());
    }
    double snr = AudioQuality.measure(audio).signalToNoiseDb();
    add(
        new Outcome(
            utterance.number(),
            Math.round(1000 * audio.durationSeconds()),
            Double.isNaN(snr) ? null : snr,
            hypotheses,
            ""));
  }

  /** Without a reference, what the first model heard stands beside what the others did. */
  private static Heard beside(List<Heard> heard, int position) {
    Heard one = heard.get(position);
    Evaluation.Scored scored = one.scored();
    return new Heard(
        new Evaluation.Scored(
            scored.id(),
            scored.speaker(),
            WordAlignment.align(words(heard.get(0)), words(one)),
            scored.confidences()),
        one.text(),
        one.timings(),
        one.taken(),
        one.written());
  }

  private static List<String> words(Heard heard) {
    List<String> words = new ArrayList<>();
    for (WordAlignment.Pair pair : heard.scored().alignment().pairs()) {
      if (pair.hypothesis() != null) {
        words.add(pair.hypothesis());
      }
    }
    return words;
  }

  void unreadable(String id, String reason) {
    add(new Outcome(byId.get(id).number(), 0, null, List.of(), cut(reason)));
  }

  private static String cut(String reason) {
    return reason.isBlank() ? "?" : reason.substring(0, Math.min(reason.length(), 1000));
  }

  private synchronized void add(Outcome outcome) {
    waiting.add(outcome);
    if (waiting.size() >= GROUP || System.nanoTime() - writtenAt > NANOS) {
      flush();
    }
  }

  /** Writes what is left. */
  synchronized void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    long audioMs = waiting.stream().mapToLong(Outcome::lengthMs).sum();
    transaction.executeWithoutResult(
        status -> {
          if (!runs.advanced(run.id(), waiting.size(), audioMs)) {
            // Somebody deleted the test, or its model: there is nothing to go on with.
            throw new CancelledException();
          }
          waiting.forEach(this::write);
        });
    written.accept(waiting.size());
    waiting.clear();
    writtenAt = System.nanoTime();
  }

  private void write(Outcome outcome) {
    if (outcome.fault().isEmpty()) {
      if (rows.heard(run.id(), outcome.number(), outcome.lengthMs(), outcome.snr())) {
        outcome.heard().forEach(one -> rows.add(run.id(), one));
      }
    } else {
      rows.unreadable(run.id(), outcome.number(), outcome.fault());
    }
  }
}

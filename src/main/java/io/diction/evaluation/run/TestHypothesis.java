package io.diction.evaluation.run;

import io.diction.speech.WordTiming;
import io.diction.speech.evaluate.ErrorCauses;
import io.diction.speech.evaluate.ErrorCauses.Cause;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.WordAlignment;
import io.diction.speech.evaluate.WordAlignment.Kind;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An utterance as one subject recognised it.
 *
 * @param position of the subject
 * @param errors counted; all 0 in an inspection
 * @param processorMs of the thread that recognised it
 * @param takenMs from beginning to end
 * @param text as the model spells it
 * @param words reference and hypothesis side by side
 */
public record TestHypothesis(
    int utterance,
    int position,
    WordErrorRate errors,
    double processorMs,
    double takenMs,
    String text,
    List<Word> words,
    @Nullable String written) {
  public TestHypothesis {
    words = List.copyOf(words);
  }

  /**
   * A place of the alignment.
   *
   * @param reference what was said; null for an insertion
   * @param hypothesis what was recognised; null for a deletion
   * @param start seconds from the start of the utterance; null where only words together have times
   * @param confidence of what was recognised, 0 to 1
   * @param cause of an error, where it was looked for
   * @param evidence see {@link ErrorCauses.Explained}
   */
  public record Word(
      Kind kind,
      @Nullable String reference,
      @Nullable String hypothesis,
      @Nullable Double start,
      @Nullable Double end,
      @Nullable Double confidence,
      @Nullable Cause cause,
      @Nullable Double evidence) {}

  /**
   * @param causes of the errors, one for each pair; empty when they were not looked for
   */
  public static TestHypothesis of(
      int utterance,
      int position,
      ModelEvaluation.Heard heard,
      List<ErrorCauses.@Nullable Explained> causes) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    List<WordAlignment.Pair> pairs = heard.scored().alignment().pairs();
    for (int i = 0; i < pairs.size(); i++) {
      WordAlignment.Pair pair = pairs.get(i);
      WordTiming timing = null;
      if (pair.hypothesis() != null && at < heard.timings().size()) {
        timing = heard.timings().get(at++);
      }
      ErrorCauses.Explained why = i < causes.size() ? causes.get(i) : null;
      words.add(
          new Word(
              pair.kind(),
              pair.reference(),
              pair.hypothesis(),
              timing == null ? null : rounded(timing.startSeconds()),
              timing == null ? null : rounded(timing.endSeconds()),
              timing == null ? null : rounded(timing.confidence()),
              why == null ? null : why.cause(),
              why == null || why.evidence() == 0 ? null : rounded(why.evidence())));
    }
    return new TestHypothesis(
        utterance,
        position,
        heard.scored().alignment().errors(),
        1000 * heard.taken().processorSeconds(),
        1000 * heard.taken().seconds(),
        heard.text(),
        words,
        heard.written());
  }

  /** What is shown of an inspection: words, without anything that they would be wrong against. */
  public TestHypothesis unmeasured() {
    return new TestHypothesis(
        utterance, position, WordErrorRate.ZERO, processorMs, takenMs, text, words, written);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** As the speech core counts with it. */
  public Evaluation.Scored scored(TestUtterance of) {
    List<Double> confidences = new ArrayList<>();
    for (Word word : words) {
      if (word.hypothesis() != null && word.confidence() != null) {
        confidences.add(word.confidence());
      }
    }
    return new Evaluation.Scored(
        of.id(),
        of.speaker(),
        new WordAlignment(
            words.stream()
                .map(
                    word ->
                        new WordAlignment.Pair(word.kind(), word.reference(), word.hypothesis()))
                .toList()),
        confidences);
  }

  /** The words that were recognised, as they are compared, with single spaces. */
  public String heardWords() {
    return joined(words.stream().map(Word::hypothesis).toList());
  }

  /** The words that were said, as they are compared. */
  public String saidWords() {
    return joined(words.stream().map(Word::reference).toList());
  }

  private static String joined(List<@Nullable String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (word != null) {
        text.append(text.isEmpty() ? "" : " ").append(word);
      }
    }
    return text.toString();
  }
}

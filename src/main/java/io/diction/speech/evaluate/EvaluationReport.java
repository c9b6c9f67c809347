package io.diction.speech.evaluate;

import io.diction.speech.evaluate.Bootstrap.Comparison;
import io.diction.speech.evaluate.Bootstrap.Interval;
import io.diction.speech.evaluate.Evaluation.Confusion;
import io.diction.speech.evaluate.Evaluation.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a measurement, for people and programs.
 *
 * @param models one entry for each model measured
 * @param comparison the first model against the second; its difference is below 0 where the first
 *     is better; null with one model
 * @param audioSeconds recognised with each model
 */
public record EvaluationReport(
    List<Entry> models, @Nullable Comparison comparison, double audioSeconds) {
  private static final int CONFUSIONS = 20;

  /**
   * A model's result.
   *
   * @param wordErrors over all utterances
   * @param rate errors per word, 0.25 for 25 %
   * @param interval of the rate, 95 %
   * @param sentenceErrorRate share of utterances with an error
   * @param confusions the most frequent errors
   * @param utterances with their alignments
   */
  public record Entry(
      String model,
      WordErrorRate wordErrors,
      double rate,
      Interval interval,
      double sentenceErrorRate,
      List<Confusion> confusions,
      List<Scored> utterances) {}

  public EvaluationReport {
    models = List.copyOf(models);
  }

  /**
   * @param names of the models, in the order of the result
   * @param seed of the confidence intervals
   */
  public static EvaluationReport of(List<String> names, ModelEvaluation.Result result, long seed) {
    List<Entry> models = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Evaluation evaluation = result.evaluations().get(i);
      models.add(
          new Entry(
              names.get(i),
              evaluation.total(),
              evaluation.total().rate(),
              Bootstrap.interval(evaluation, seed),
              evaluation.sentenceErrorRate(),
              evaluation.confusions(CONFUSIONS),
              evaluation.utterances()));
    }
    Comparison comparison =
        names.size() < 2
            ? null
            : Bootstrap.compare(result.evaluations().get(1), result.evaluations().get(0), seed);
    return new EvaluationReport(models, comparison, result.audioSeconds());
  }

  /** Lines for a person. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Entry entry : models) {
      WordErrorRate errors = entry.wordErrors();
      lines.add(
          format(
              "%s: WER %.2f %% (S %d D %d I %d N %d), 95 %% interval %.2f to %.2f %%, %d"
                  + " recordings, %.0f s",
              entry.model(),
              100 * entry.rate(),
              errors.substitutions(),
              errors.deletions(),
              errors.insertions(),
              errors.words(),
              100 * entry.interval().low(),
              100 * entry.interval().high(),
              entry.utterances().size(),
              audioSeconds));
    }
    if (comparison != null) {
      double before = models.get(1).rate();
      lines.add(
          format(
              "difference %+.2f points (%+.1f %% of the errors), 95 %% interval %+.2f to %+.2f"
                  + " points: %s",
              100 * comparison.difference(),
              before == 0 ? 0 : 100 * comparison.difference() / before,
              100 * comparison.interval().low(),
              100 * comparison.interval().high(),
              comparison.isReal() ? "real" : "may be chance"));
    }
    return lines;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

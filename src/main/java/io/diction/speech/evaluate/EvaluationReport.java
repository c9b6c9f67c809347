package io.diction.speech.evaluate;

import io.diction.speech.evaluate.Bootstrap.Comparison;
import io.diction.speech.evaluate.Bootstrap.Interval;
import io.diction.speech.evaluate.Evaluation.Confusion;
import io.diction.speech.evaluate.Evaluation.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** Of the most frequent errors, for a person. */
  private static final int SHOWN = 5;

  /**
   * A model's result.
   *
   * @param wordErrors over all utterances
   * @param rate errors per word, 0.25 for 25 %
   * @param interval of the rate, 95 %
   * @param sentenceErrorRate share of utterances with an error
   * @param confusions the most frequent errors
   * @param speakers by name, where at least one is known
   * @param terms in the order asked for
   * @param reliability of the words' confidences
   * @param speed of recognition on the machine that measured
   * @param utterances with their alignments
   */
  public record Entry(
      String model,
      WordErrorRate wordErrors,
      double rate,
      Interval interval,
      double sentenceErrorRate,
      List<Confusion> confusions,
      SortedMap<String, WordErrorRate> speakers,
      List<TermScore> terms,
      Reliability reliability,
      RecognitionSpeed speed,
      List<Scored> utterances) {}

  public EvaluationReport {
    models = List.copyOf(models);
  }

  /**
   * @param names of the models, in the order of the result
   * @param terms whose recognition is of interest, normalised like the transcripts
   * @param seed of the confidence intervals
   */
  public static EvaluationReport of(
      List<String> names, ModelEvaluation.Result result, List<String> terms, long seed) {
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
              evaluation.utterances().stream().allMatch(u -> u.speaker().isEmpty())
                  ? new TreeMap<>()
                  : evaluation.speakers(),
              evaluation.terms(terms),
              evaluation.reliability(),
              result.speeds().get(i),
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
              "%s: WER %.2f %% (S %d D %d I %d N %d), 95 %% interval %s, %d %s, %.0f s",
              entry.model(),
              100 * entry.rate(),
              errors.substitutions(),
              errors.deletions(),
              errors.insertions(),
              errors.words(),
              interval(entry.interval(), "%.2f to %.2f %%"),
              entry.utterances().size(),
              entry.utterances().size() == 1 ? "recording" : "recordings",
              audioSeconds));
      describe(entry, lines);
    }
    if (comparison != null) {
      double before = models.get(1).rate();
      lines.add(
          format(
              "difference %+.2f points (%+.1f %% of the errors), 95 %% interval %s: %s",
              100 * comparison.difference(),
              before == 0 ? 0 : 100 * comparison.difference() / before,
              interval(comparison.interval(), "%+.2f to %+.2f points"),
              comparison.verdict()));
    }
    return lines;
  }

  private static String interval(Interval interval, String pattern) {
    return interval.tells() ? format(pattern, 100 * interval.low(), 100 * interval.high()) : "none";
  }

  private static void describe(Entry entry, List<String> lines) {
    lines.add(
        format(
                "  speed %.2f x real time on one thread; an utterance takes %.2f s",
                entry.speed().timesRealTime(), entry.speed().medianSeconds())
            + (entry.utterances().size() > 1
                ? format(", 5 %% more than %.2f s", entry.speed().slowestSeconds())
                : ""));
    if (entry.reliability().words() > 0) {
      lines.add(
          format(
              "  confidences: calibration error %.3f, normalised cross entropy %.2f",
              entry.reliability().expectedCalibrationError(),
              entry.reliability().normalizedCrossEntropy()));
    }
    entry
        .speakers()
        .forEach(
            (speaker, errors) ->
                lines.add(
                    format(
                        "  speaker %s: WER %.2f %% of %d words",
                        speaker.isEmpty() ? "(unknown)" : speaker,
                        100 * errors.rate(),
                        errors.words())));
    for (TermScore term : entry.terms()) {
      lines.add(
          format(
              "  term %s: recall %.0f %% of %d, precision %.0f %% of %d",
              term.term(), 100 * term.recall(), term.said(), 100 * term.precision(), term.heard()));
    }
    for (Confusion confusion :
        entry.confusions().subList(0, Math.min(SHOWN, entry.confusions().size()))) {
      lines.add(
          format(
              "  %d x %s -> %s",
              confusion.count(),
              confusion.reference().isEmpty() ? "(nothing)" : confusion.reference(),
              confusion.hypothesis().isEmpty() ? "(nothing)" : confusion.hypothesis()));
    }
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

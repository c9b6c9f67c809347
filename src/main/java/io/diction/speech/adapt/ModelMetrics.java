package io.diction.speech.adapt;

import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trained model.
 *
 * @param wordErrors on recordings that did not train it; null without such recordings
 * @param text what its language model was made of
 * @param vocabularySize words that can be recognised
 * @param newWords words that the base lexicon lacks
 */
public record ModelMetrics(
    @Nullable WordErrors wordErrors, TextFigures text, int vocabularySize, int newWords) {

  /**
   * Base and custom model on the same recordings.
   *
   * @param comparison custom against base; its difference is negative where the custom is better
   * @param utterances measured
   * @param audioSeconds measured
   */
  public record WordErrors(
      WordErrorRate base,
      WordErrorRate custom,
      Bootstrap.Comparison comparison,
      int utterances,
      double audioSeconds) {}

  /**
   * The language model.
   *
   * @param sentences trained on
   * @param words trained on
   * @param domainWeight share of the domain model, 0 to 1
   * @param weightCurve perplexity of held-out text by weight
   * @param heldOutWords that the weight was chosen on
   * @param perplexityBase of the base model on text that did not train; null without such text
   * @param perplexityCustom of the trained model on the same text
   */
  public record TextFigures(
      int sentences,
      long words,
      double domainWeight,
      List<WeightPoint> weightCurve,
      int heldOutWords,
      @Nullable Double perplexityBase,
      @Nullable Double perplexityCustom) {
    public TextFigures {
      weightCurve = List.copyOf(weightCurve);
    }
  }

  /** Perplexity at a weight; null where a word has no probability at all. */
  public record WeightPoint(double weight, @Nullable Double perplexity) {}

  /** Lines for a log or a person. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    if (wordErrors == null) {
      lines.add("not measured: there are no recordings that did not train");
    } else {
      lines.add("base:   " + line(wordErrors.base()));
      lines.add("custom: " + line(wordErrors.custom()));
      lines.add(
          String.format(
              Locale.ROOT,
              "measured on %d recordings, %.0f s; the difference is %s",
              wordErrors.utterances(),
              wordErrors.audioSeconds(),
              wordErrors.comparison().isReal() ? "real" : "possibly chance"));
    }
    if (text.perplexityBase() != null && text.perplexityCustom() != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "perplexity of text that did not train: base %.1f, custom %.1f",
              text.perplexityBase(),
              text.perplexityCustom()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "trained on %d words; domain weight %.3f; %d words can be recognised, %d of them new",
            text.words(),
            text.domainWeight(),
            vocabularySize,
            newWords));
    return lines;
  }

  private static String line(WordErrorRate errors) {
    return String.format(
        Locale.ROOT,
        "WER %.2f %% (S %d D %d I %d N %d)",
        100 * errors.rate(),
        errors.substitutions(),
        errors.deletions(),
        errors.insertions(),
        errors.words());
  }
}

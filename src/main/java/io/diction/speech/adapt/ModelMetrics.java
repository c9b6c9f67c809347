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
 * @param acoustics what was learnt of recordings; null without recordings
 * @param vocabularySize words that can be recognised
 * @param newWords words that the base lexicon lacks
 */
public record ModelMetrics(
    @Nullable WordErrors wordErrors,
    TextFigures text,
    @Nullable Acoustics acoustics,
    int vocabularySize,
    int newWords) {

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
   * @param leftOut why the share is 0 although there is text; else empty
   * @param perplexityBase of the base model on text that did not train; null without such text
   * @param perplexityCustom of the trained model on the same text
   */
  public record TextFigures(
      int sentences,
      long words,
      double domainWeight,
      List<WeightPoint> weightCurve,
      int heldOutWords,
      String leftOut,
      @Nullable Double perplexityBase,
      @Nullable Double perplexityCustom) {
    public TextFigures {
      weightCurve = List.copyOf(weightCurve);
      // Not told by models of earlier versions.
      leftOut = leftOut == null ? "" : leftOut;
    }
  }

  /** Perplexity at a weight; null where a word has no probability at all. */
  public record WeightPoint(double weight, @Nullable Double perplexity) {}

  /** What recordings brought, step by step. */
  public record Acoustics(Listening listening, Adaptation adaptation, Tuning tuning) {
    private void describe(List<String> lines) {
      lines.add(
          String.format(
              Locale.ROOT,
              "listened to %s (%.0f s) with transcripts, %d (%.0f s) without; %d left out",
              recordings(listening.aligned()),
              listening.alignedSeconds(),
              listening.recognised(),
              listening.recognisedSeconds(),
              listening.leftOut()));
      listening.reasons().forEach(reason -> lines.add("  left out: " + reason));
      if (adaptation.chosen().isEmpty()) {
        lines.add("acoustics: those of the base model; " + adaptation.reason());
      } else if (!tuning.usesAdapted()) {
        lines.add("acoustics: those of the base model; adapted ones made more errors");
      } else {
        lines.add("acoustics: " + adaptation.chosen());
      }
      if (tuning.plain() != null && tuning.adapted() != null) {
        lines.add(
            String.format(
                Locale.ROOT,
                "on %.0f s that did not train: WER %.2f %% with the base model's acoustics, %.2f %%"
                    + " with adapted ones",
                tuning.seconds(),
                100 * tuning.plain().rate(),
                100 * tuning.adapted().rate()));
      }
      if (tuning.domainWeight() != null) {
        lines.add(
            String.format(
                Locale.ROOT,
                "text: %s, the base model made fewer errors than with all of it",
                tuning.domainWeight() == 0
                    ? "left out"
                    : "weighted down to %.3f".formatted(tuning.domainWeight())));
      }
      if (tuning.languageWeight() != null) {
        lines.add(String.format(Locale.ROOT, "language weight %.2f", tuning.languageWeight()));
      }
    }
  }

  /**
   * What could be aligned.
   *
   * @param aligned utterances that train acoustically, with transcripts
   * @param alignedSeconds of audio
   * @param recognised utterances without transcripts that train acoustically
   * @param recognisedSeconds of audio
   * @param leftOut utterances that do not train acoustically
   * @param reasons of the first of them
   */
  public record Listening(
      int aligned,
      double alignedSeconds,
      int recognised,
      double recognisedSeconds,
      int leftOut,
      List<String> reasons) {
    public Listening {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * How the acoustic model was adapted.
   *
   * @param seconds of audio trained on
   * @param tuningSeconds of audio the strength was chosen on
   * @param tried all strengths, the base model first; empty when there was nothing to choose on
   * @param chosen name of the best; empty when nothing was adapted
   * @param reason why nothing was adapted; else empty
   * @param transcribedOnly whether recordings without transcripts were left out since they did not
   *     help; null when nothing was adapted
   */
  public record Adaptation(
      double seconds,
      double tuningSeconds,
      List<Strength> tried,
      String chosen,
      String reason,
      @Nullable Boolean transcribedOnly) {
    public Adaptation {
      tried = List.copyOf(tried);
      // Not told by models of earlier versions.
      reason = reason == null ? "adapting them did not help" : reason;
    }
  }

  /**
   * How a strength of adaptation did on speech that did not train.
   *
   * @param score mean over frames of ln p(tied state | frame), higher is better
   */
  public record Strength(String name, double score) {}

  /**
   * Word errors on recordings that did not train, and what was chosen by them. Neither acoustics
   * nor language model of these models have seen them; those of the finished model have.
   *
   * @param seconds of audio; 0 when there was too little to choose on
   * @param base of the base model; null when that was not measured
   * @param plain without adapted acoustics
   * @param adapted with adapted acoustics; null when there are none
   * @param usesAdapted whether the model has the adapted acoustics
   * @param domainWeight share of the domain's text in place of the one chosen on text; null to keep
   *     that
   * @param weights language weights tried
   * @param languageWeight the one chosen; null for the base model's
   */
  public record Tuning(
      double seconds,
      @Nullable WordErrorRate base,
      @Nullable WordErrorRate plain,
      @Nullable WordErrorRate adapted,
      boolean usesAdapted,
      @Nullable Double domainWeight,
      List<WeightTried> weights,
      @Nullable Double languageWeight) {
    public Tuning {
      weights = List.copyOf(weights);
    }
  }

  /** Word errors at a language weight. */
  public record WeightTried(double languageWeight, WordErrorRate errors) {}

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
              "measured on %s, %.0f s; the difference: %s",
              recordings(wordErrors.utterances()),
              wordErrors.audioSeconds(),
              wordErrors.comparison().verdict()));
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
    if (!text.leftOut().isEmpty()) {
      lines.add("text: left out, " + text.leftOut());
    }
    if (acoustics != null) {
      acoustics.describe(lines);
    }
    return lines;
  }

  private static String recordings(int count) {
    return count == 1 ? "1 recording" : count + " recordings";
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

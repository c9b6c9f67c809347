package io.diction.training.run;

import io.diction.speech.adapt.ModelMetrics;
import io.diction.speech.adapt.ModelMetrics.Acoustics;
import io.diction.speech.adapt.ModelMetrics.TextFigures;
import io.diction.speech.adapt.ModelMetrics.Tuning;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.web.Languages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of data brought to a model.
 *
 * @param share of the domain's language model in the mixture, or the language weight; null where
 *     there is no such thing
 * @param amount seconds of audio, or words
 * @param before measured without it on held-out data: perplexity or word error rate; null where it
 *     was not measured
 * @param after the same with it
 */
public record Part(
    Kind kind,
    Verdict verdict,
    @Nullable Double share,
    double amount,
    @Nullable Double before,
    @Nullable Double after) {

  /** The kinds of data, as in message keys. */
  public enum Kind {
    TEXT,
    /** Text that speech weighted down: measured by word errors. */
    TEXT_HEARD,
    WORDS,
    TRANSCRIBED_AUDIO,
    AUDIO_ALONE,
    LANGUAGE_WEIGHT;

    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether it is part of the model, and why not. */
  public enum Verdict {
    USED,
    WEIGHTED_DOWN,
    UNMEASURED,
    NO_GAIN,
    MORE_ERRORS,
    TOO_LITTLE;

    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The parts that a training had data for. */
  public static List<Part> of(ModelMetrics metrics) {
    List<Part> parts = new ArrayList<>();
    TextFigures text = metrics.text();
    if (text.words() > 0) {
      parts.add(text(text, metrics.acoustics()));
    }
    if (metrics.newWords() > 0) {
      parts.add(new Part(Kind.WORDS, Verdict.UNMEASURED, null, metrics.newWords(), null, null));
    }
    if (metrics.acoustics() != null) {
      addAcoustics(metrics.acoustics(), parts);
    }
    return parts;
  }

  /** Its share was chosen on text, unless speech told otherwise. */
  private static Part text(TextFigures text, @Nullable Acoustics acoustics) {
    Double heard = acoustics == null ? null : acoustics.tuning().domainWeight();
    if (heard != null) {
      Tuning tuning = acoustics.tuning();
      return new Part(
          Kind.TEXT_HEARD,
          heard > 0 ? Verdict.WEIGHTED_DOWN : Verdict.MORE_ERRORS,
          heard,
          text.words(),
          rate(tuning.base()),
          rate(tuning.plain()));
    }
    double share = text.domainWeight();
    return new Part(
        Kind.TEXT, verdict(text), share, text.words(), text.perplexityBase(), gained(text));
  }

  private static Verdict verdict(TextFigures text) {
    if (text.domainWeight() > 0) {
      return text.perplexityCustom() == null ? Verdict.UNMEASURED : Verdict.USED;
    }
    return text.heldOutWords() == 0 ? Verdict.TOO_LITTLE : Verdict.NO_GAIN;
  }

  /** Text without a share changes nothing, and was not measured with one. */
  private static @Nullable Double gained(TextFigures text) {
    return text.domainWeight() > 0 ? text.perplexityCustom() : null;
  }

  /** Both kinds of recordings adapt one model, unless those without transcripts did not help it. */
  private static void addAcoustics(Acoustics acoustics, List<Part> parts) {
    Tuning tuning = acoustics.tuning();
    Verdict verdict = verdict(acoustics);
    double transcribed = acoustics.listening().alignedSeconds();
    double alone = acoustics.listening().recognisedSeconds();
    Double before = rate(tuning.plain());
    Double after = rate(tuning.adapted());
    if (transcribed > 0) {
      parts.add(new Part(Kind.TRANSCRIBED_AUDIO, verdict, null, transcribed, before, after));
    }
    if (alone > 0) {
      boolean dropped = Boolean.TRUE.equals(acoustics.adaptation().transcribedOnly());
      parts.add(
          dropped
              ? new Part(Kind.AUDIO_ALONE, Verdict.NO_GAIN, null, alone, null, null)
              : new Part(Kind.AUDIO_ALONE, verdict, null, alone, before, after));
    }
    if (tuning.languageWeight() != null) {
      parts.add(
          new Part(
              Kind.LANGUAGE_WEIGHT,
              Verdict.USED,
              tuning.languageWeight(),
              tuning.seconds(),
              null,
              null));
    }
  }

  private static Verdict verdict(Acoustics acoustics) {
    if (acoustics.tuning().usesAdapted()) {
      return acoustics.tuning().adapted() == null ? Verdict.UNMEASURED : Verdict.USED;
    }
    if (acoustics.adaptation().tried().isEmpty()) {
      return Verdict.TOO_LITTLE;
    }
    return acoustics.adaptation().chosen().isEmpty() ? Verdict.NO_GAIN : Verdict.MORE_ERRORS;
  }

  private static @Nullable Double rate(@Nullable WordErrorRate errors) {
    return errors == null ? null : Double.valueOf(errors.rate());
  }

  /** What it was measured by, before and after. */
  public String gain() {
    if (before == null || after == null) {
      return "–";
    }
    return kind == Kind.TEXT
        ? String.format(Languages.current(), "%.1f → %.1f", before, after)
        : Score.percent(before) + " → " + Score.percent(after);
  }

  public String shownShare() {
    return share == null
        ? "–"
        : kind == Kind.TEXT || kind == Kind.TEXT_HEARD
            ? String.format(Languages.current(), "%.0f %%", 100 * share)
            : String.format(Languages.current(), "%.1f", share);
  }
}

package io.diction.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.adapt.ModelMetrics;
import io.diction.speech.adapt.ModelMetrics.Acoustics;
import io.diction.speech.adapt.ModelMetrics.Adaptation;
import io.diction.speech.adapt.ModelMetrics.Listening;
import io.diction.speech.adapt.ModelMetrics.Strength;
import io.diction.speech.adapt.ModelMetrics.TextFigures;
import io.diction.speech.adapt.ModelMetrics.Tuning;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.training.run.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartTest {
  private static final WordErrorRate PLAIN = new WordErrorRate(10, 5, 5, 100);
  private static final WordErrorRate WORSE = new WordErrorRate(15, 5, 5, 100);

  private static ModelMetrics metrics(double domainWeight, @Nullable Acoustics acoustics) {
    return new ModelMetrics(
        null,
        new TextFigures(10, 4000, domainWeight, List.of(), 50, "", 212.0, 84.25),
        acoustics,
        100_000,
        34);
  }

  private static Acoustics acoustics(
      List<Strength> tried, String chosen, boolean used, @Nullable Double domainWeight) {
    return new Acoustics(
        new Listening(5, 60, 2, 30, 0, List.of()),
        new Adaptation(90, 20, tried, chosen, "", false),
        new Tuning(20, PLAIN, PLAIN, WORSE, used, domainWeight, List.of(), null));
  }

  @Test
  void textAndNewWordsAloneHaveTheirShareAndGain() {
    List<Part> parts = Part.of(metrics(0.62, null));

    assertThat(parts).extracting(Part::kind).containsExactly(Part.Kind.TEXT, Part.Kind.WORDS);
    assertThat(parts.get(0).verdict()).isEqualTo(Part.Verdict.USED);
    assertThat(parts.get(0).shownShare()).isEqualTo("62 %");
    assertThat(parts.get(0).gain()).isEqualTo("212.0 → 84.3");
    assertThat(parts.get(1).amount()).isEqualTo(34);
  }

  @Test
  void textThatDidNotHelpIsSaidToBeLeftOut() {
    assertThat(Part.of(metrics(0, null)).get(0).verdict()).isEqualTo(Part.Verdict.NO_GAIN);
    assertThat(Part.of(metrics(0.6, acoustics(List.of(), "", false, 0.0))).get(0))
        .satisfies(text -> assertThat(text.verdict()).isEqualTo(Part.Verdict.MORE_ERRORS))
        .satisfies(text -> assertThat(text.share()).isZero());
    assertThat(Part.of(metrics(0, null)).get(0).gain()).isEqualTo("–");
  }

  @Test
  void textThatSpeechWeightedDownIsMeasuredBySpeech() {
    Acoustics heard =
        new Acoustics(
            new Listening(5, 60, 2, 30, 0, List.of()),
            new Adaptation(90, 20, List.of(), "", "", null),
            new Tuning(20, PLAIN, WORSE, null, false, 0.15, List.of(), null));
    assertThat(Part.of(metrics(0.6, heard)).get(0))
        .satisfies(text -> assertThat(text.kind()).isEqualTo(Part.Kind.TEXT_HEARD))
        .satisfies(text -> assertThat(text.verdict()).isEqualTo(Part.Verdict.WEIGHTED_DOWN))
        .satisfies(text -> assertThat(text.shownShare()).isEqualTo("15 %"))
        .satisfies(text -> assertThat(text.gain()).isEqualTo("20.0 % → 25.0 %"));
  }

  @Test
  void recordingsWithoutTranscriptsThatWereDroppedAreNotSaidToBeUsed() {
    Acoustics dropped =
        new Acoustics(
            new Listening(5, 60, 2, 30, 0, List.of()),
            new Adaptation(60, 20, List.of(), "MLLR", "", true),
            new Tuning(20, WORSE, WORSE, PLAIN, true, null, List.of(), null));
    List<Part> parts = Part.of(metrics(0.5, dropped));
    assertThat(parts.get(2).verdict()).isEqualTo(Part.Verdict.USED);
    assertThat(parts.get(3).kind()).isEqualTo(Part.Kind.AUDIO_ALONE);
    assertThat(parts.get(3).verdict()).isEqualTo(Part.Verdict.NO_GAIN);
    assertThat(parts.get(3).gain()).isEqualTo("–");
  }

  @Test
  void recordingsSayWhyTheyWereLeftOut() {
    List<Strength> tried = List.of(new Strength("base", -10), new Strength("MLLR", -9));

    assertThat(verdict(List.of(), "", false)).isEqualTo(Part.Verdict.TOO_LITTLE);
    assertThat(verdict(tried, "", false)).isEqualTo(Part.Verdict.NO_GAIN);
    assertThat(verdict(tried, "MLLR", false)).isEqualTo(Part.Verdict.MORE_ERRORS);
    assertThat(verdict(tried, "MLLR", true)).isEqualTo(Part.Verdict.USED);
  }

  private static Part.Verdict verdict(List<Strength> tried, String chosen, boolean used) {
    List<Part> parts = Part.of(metrics(0.5, acoustics(tried, chosen, used, null)));
    assertThat(parts)
        .extracting(Part::kind)
        .containsExactly(
            Part.Kind.TEXT, Part.Kind.WORDS, Part.Kind.TRANSCRIBED_AUDIO, Part.Kind.AUDIO_ALONE);
    assertThat(parts.get(2).gain()).isEqualTo("20.0 % → 25.0 %");
    return parts.get(2).verdict();
  }
}

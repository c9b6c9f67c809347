package io.diction.speech.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.audio.Audio;
import io.diction.testing.SpeechFixtures;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final FeatureSettings TELEPHONE =
      new FeatureSettings(8_000, 20, 200, 3_500, 22, 13, 0.97, false);

  @Test
  void remembersNothingOfTheRecordingBefore() {
    float[] first = SpeechFixtures.say("good morning").samples();
    float[] second = SpeechFixtures.say("the weather in the north is cold and dry").samples();
    Features reused = new Features(TELEPHONE);
    reused.compute(second, 0, second.length);
    reused.compute(first, 100, first.length);
    Features once = new Features(TELEPHONE);
    once.compute(first, 100, first.length);

    assertThat(reused.frames()).isEqualTo(once.frames());
    assertThat(reused.cepstra()).isEqualTo(once.cepstra());
  }

  @Test
  void hearsAsATelephoneModelWasTrained() {
    Audio wide = SpeechFixtures.say("the weather in the north is cold and dry");
    Audio half = SpeechFixtures.atHalfRate(wide);
    CepstrumExtractor extractor = new CepstrumExtractor(TELEPHONE);
    float[] expected = new float[13 * extractor.frames(half.samples().length)];
    int frames = extractor.extract(half.samples(), 0, half.samples().length, expected);

    Features features = new Features(TELEPHONE);
    features.compute(wide.samples(), 0, wide.samples().length);

    assertThat(features.frames()).isCloseTo(frames, within(1));
    double error = 0;
    int compared = 0;
    for (int frame = 20; frame < frames - 20; frame++) {
      for (int i = 1; i < 13; i++) {
        double slope = expected[(frame + 2) * 13 + i] - expected[(frame - 2) * 13 + i];
        double difference = features.values()[frame * 39 + 13 + i] - slope;
        error += difference * difference;
        compared++;
      }
    }
    assertThat(Math.sqrt(error / compared)).isLessThan(0.5);
  }
}

package io.diction.speech.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.SpeechFixtures;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceActivityTest {
  private static final int THIRTY_SECONDS = 30 * 16_000;

  private final VoiceActivity activity = new VoiceActivity(16_000);

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-5, 0.001, 0.1})
  void hearsNobodyInSteadyNoise(double level) {
    float[] noise = noise(level);

    assertThat(activity.mayHaveVoice(noise, 0, noise.length)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.02})
  void hearsAFewWordsInHalfAMinute(double level) {
    float[] samples = noise(level);
    float[] words = SpeechFixtures.say("good morning").samples();
    for (int i = 0; i < words.length; i++) {
      samples[200_000 + i] += words[i];
    }

    assertThat(activity.mayHaveVoice(samples, 0, samples.length)).isTrue();
  }

  @Test
  void judgesNothingThatIsTooShort() {
    assertThat(activity.mayHaveVoice(new float[16_000], 0, 16_000)).isTrue();
  }

  private static float[] noise(double level) {
    Random random = new Random(3);
    float[] samples = new float[THIRTY_SECONDS];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (level * random.nextGaussian());
    }
    return samples;
  }
}

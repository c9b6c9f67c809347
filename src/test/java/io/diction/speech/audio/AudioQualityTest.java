package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.testing.SpeechFixtures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioQualityTest {
  private static final float[] SPEECH =
      SpeechFixtures.say(
              "The boats came in. Nobody spoke. Then, after a while, the harbour bell began to ring.")
          .samples();

  @Test
  void measuresLevelAndPeakOfATone() {
    AudioQuality quality = measure(SpeechFixtures.tone(1_000, 0.5, 3, 16_000).samples());
    assertThat(quality.durationSeconds()).isEqualTo(3);
    assertThat(quality.peak()).isEqualTo(0.5, within(1e-3));
    assertThat(quality.levelDb()).isEqualTo(-9.03, within(0.02));
    assertThat(quality.clippedShare()).isZero();
    assertThat(quality.bandwidthHz()).isBetween(1_000.0, 1_500.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30})
  void estimatesTheNoiseThatWasAdded(int decibels) {
    float[] speech = withPauses(SPEECH);
    double power = 0;
    int spoken = 0;
    for (float sample : SPEECH) {
      power += sample * sample;
      spoken++;
    }
    double deviation = Math.sqrt(power / spoken * Math.pow(10, -decibels / 10.0));
    Random random = new Random(3);
    for (int t = 0; t < speech.length; t++) {
      speech[t] += (float) (deviation * random.nextGaussian());
    }
    assertThat(measure(speech).signalToNoiseDb()).isEqualTo(decibels, within(4.0));
  }

  @Test
  void findsThePauses() {
    float[] speech = withPauses(SPEECH);
    Random random = new Random(3);
    for (int t = 0; t < speech.length; t++) {
      speech[t] += (float) (0.0005 * random.nextGaussian());
    }
    double added = 1 - (double) SPEECH.length / speech.length;
    double within = measure(SPEECH).silenceShare();
    assertThat(measure(speech).silenceShare())
        .isEqualTo(added + (1 - added) * within, within(0.12));
  }

  @Test
  void findsClippedSamples() {
    float[] loud = SPEECH.clone();
    int expected = 0;
    for (int t = 0; t < loud.length; t++) {
      float sample = loud[t] * 20;
      expected += Math.abs(sample) >= 1 ? 1 : 0;
      loud[t] = Math.max(-1, Math.min(1, sample));
    }
    assertThat(expected).isGreaterThan(500);
    assertThat(measure(loud).clippedShare())
        .isEqualTo((double) expected / loud.length, within(0.3 * expected / loud.length));
    assertThat(measure(SPEECH).clippedShare()).isZero();
  }

  @Test
  void seesTelephoneSoundThroughAHigherRate() {
    float[] narrow = resample(resample(SPEECH, 16_000, 8_000), 8_000, 16_000);
    assertThat(measure(narrow).bandwidthHz()).isBetween(3_400.0, 4_200.0);
    assertThat(measure(SPEECH).bandwidthHz()).isGreaterThan(6_000);
  }

  @Test
  void calmlyMeasuresNothingAndSilence() {
    AudioQuality nothing = measure(new float[0]);
    assertThat(nothing.durationSeconds()).isZero();
    assertThat(nothing.signalToNoiseDb()).isNaN();
    AudioQuality silence = measure(new float[48_000]);
    assertThat(silence.levelDb()).isEqualTo(-100);
    assertThat(silence.silenceShare()).isEqualTo(1);
    assertThat(silence.signalToNoiseDb()).isZero();
    assertThat(silence.bandwidthHz()).isZero();
  }

  @Test
  void givesTheSameForAnyCutOfTheStream() {
    AudioQualityMeter meter = new AudioQualityMeter();
    for (int start = 0; start < SPEECH.length; start += 777) {
      int end = Math.min(SPEECH.length, start + 777);
      meter.add(Arrays.copyOfRange(SPEECH, start, end), end - start);
    }
    assertThat(meter.quality()).isEqualTo(measure(SPEECH));
  }

  private static AudioQuality measure(float[] samples) {
    return AudioQuality.measure(new Audio(samples, 16_000));
  }

  private static float[] withPauses(float[] speech) {
    float[] result = new float[speech.length + 2 * 16_000];
    System.arraycopy(speech, 0, result, 16_000, speech.length);
    return result;
  }

  private static float[] resample(float[] input, int from, int to) {
    Resampler resampler = new Resampler(from, to);
    resampler.push(input, input.length);
    resampler.finish();
    float[] output = new float[(int) ((long) input.length * to / from) + 10];
    return Arrays.copyOf(output, resampler.pull(output, 0, output.length));
  }
}

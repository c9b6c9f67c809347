package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.SpeechFixtures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  private static final int OUT_HZ = 16_000;

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 44_099})
  void keepsATonesLevelFrequencyAndPhase(int rateHz) {
    float[] output = resample(SpeechFixtures.tone(1_000, 0.5, 1, rateHz).samples(), rateHz, 777);
    float[] expected = SpeechFixtures.tone(1_000, 0.5, 1, OUT_HZ).samples();
    assertThat(output.length).isBetween(OUT_HZ - 1, OUT_HZ + 1);
    double worst = 0;
    for (int t = 200; t < OUT_HZ - 200; t++) {
      worst = Math.max(worst, Math.abs(output[t] - expected[t]));
    }
    assertThat(worst).isLessThan(1e-3);
  }

  @ParameterizedTest
  @CsvSource({"48000, 9000", "44100, 8200", "44100, 15000", "48000, 23000", "96000, 40000"})
  void removesWhatTheLowerRateCannotHold(int rateHz, double frequencyHz) {
    float[] output =
        resample(SpeechFixtures.tone(frequencyHz, 1, 1, rateHz).samples(), rateHz, 512);
    float loudest = 0;
    for (int t = 400; t < output.length - 400; t++) {
      loudest = Math.max(loudest, Math.abs(output[t]));
    }
    assertThat(20 * Math.log10(loudest)).isLessThan(-80);
  }

  @ParameterizedTest
  @CsvSource({"48000, 7000", "44100, 6800", "8000, 3400"})
  void keepsTheBandOfSpeech(int rateHz, double frequencyHz) {
    float[] output =
        resample(SpeechFixtures.tone(frequencyHz, 0.5, 1, rateHz).samples(), rateHz, 4_096);
    double energy = 0;
    for (int t = 1_000; t < 15_000; t++) {
      energy += output[t] * output[t];
    }
    assertThat(Math.sqrt(2 * energy / 14_000)).isBetween(0.499, 0.501);
  }

  /** Ripple below 6.8 kHz, where the highest mel filter ends, and rejection of all that folds. */
  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000})
  void sweepsWithLittleRippleAndNoAliases(int rateHz) {
    double ripple = 0;
    double alias = -200;
    for (int hz = 100; hz < rateHz / 2; hz += 331) {
      float[] output = resample(SpeechFixtures.tone(hz, 1, 0.25, rateHz).samples(), rateHz, 4_096);
      double energy = 0;
      for (int t = 1_000; t < 3_000; t++) {
        energy += output[t] * output[t] / 1_000;
      }
      double decibels = 10 * Math.log10(energy + 1e-20);
      if (hz <= 6_800) {
        ripple = Math.max(ripple, Math.abs(decibels));
      } else if (hz >= 8_000) {
        alias = Math.max(alias, decibels);
      }
    }
    assertThat(ripple).isLessThan(0.05);
    assertThat(alias).isLessThan(-85);
  }

  @Test
  void leavesSixteenKilohertzUnchanged() {
    float[] samples = noise(10_000);
    assertThat(resample(samples, OUT_HZ, 333)).isEqualTo(samples);
  }

  @Test
  void givesTheSameSamplesHoweverTheInputIsCut() {
    float[] samples = noise(20_000);
    float[] whole = resample(samples, 44_100, samples.length);
    assertThat(resample(samples, 44_100, 1)).isEqualTo(whole);
    assertThat(resample(samples, 44_100, 4_099)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 300})
  void handlesInputShorterThanItsFilter(int length) {
    assertThat(resample(noise(length), 48_000, 16)).hasSize((length + 2) / 3);
  }

  @ParameterizedTest
  @CsvSource({"16000, 8000", "16000, 11025", "8000, 16000"})
  void makesTheSameOfARecordingInMemoryAsOfAStream(int rateHz, int outHz) {
    float[] input = noise(20_000);
    Resampler stream = new Resampler(rateHz, outHz);
    float[] expected = new float[stream.resampled(15_000) + 100];
    stream.push(Arrays.copyOfRange(input, 5_000, 20_000), 15_000);
    stream.finish();
    int length = drain(stream, expected, 0);

    Resampler reused = new Resampler(rateHz, outHz);
    float[] output = new float[reused.resampled(20_000)];
    assertThat(reused.resample(input, 0, 20_000, output)).isEqualTo(output.length);
    assertThat(reused.resample(input, 5_000, 20_000, output)).isEqualTo(length);
    assertThat(Arrays.copyOf(output, length)).isEqualTo(Arrays.copyOf(expected, length));
    assertThat(reused.resample(input, 7, 7, output)).isZero();
  }

  private static float[] noise(int length) {
    Random random = new Random(7);
    float[] samples = new float[length];
    for (int t = 0; t < length; t++) {
      samples[t] = random.nextFloat() - 0.5f;
    }
    return samples;
  }

  private static float[] resample(float[] input, int rateHz, int block) {
    Resampler resampler = new Resampler(rateHz, OUT_HZ);
    float[] output = new float[(int) ((long) input.length * OUT_HZ / rateHz) + 100];
    int filled = 0;
    for (int start = 0; start < input.length; start += block) {
      int length = Math.min(block, input.length - start);
      resampler.push(Arrays.copyOfRange(input, start, start + length), length);
      filled += drain(resampler, output, filled);
    }
    resampler.finish();
    filled += drain(resampler, output, filled);
    return Arrays.copyOf(output, filled);
  }

  private static int drain(Resampler resampler, float[] output, int offset) {
    int total = 0;
    for (int n = resampler.pull(output, offset, 100); n > 0; ) {
      total += n;
      n = resampler.pull(output, offset + total, Math.min(100, output.length - offset - total));
    }
    return total;
  }
}

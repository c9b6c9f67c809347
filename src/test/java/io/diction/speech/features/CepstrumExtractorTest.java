package io.diction.speech.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CepstrumExtractorTest {
  /** Written by PocketSphinx 5prealpha ({@code -mfclogdir}) for {@link #signal()}. */
  private static final float[][] REFERENCE = {
    {
      44.0346f, 16.0792f, 9.5496f, 38.5381f, 74.8768f, 17.2870f, -3.6526f, 17.4105f, 53.7020f,
      68.4761f, -42.0142f, -21.2724f, 35.1618f
    },
    {
      54.9524f, 26.9162f, -19.7857f, -22.5773f, -5.9053f, -43.7068f, -54.4759f, 17.2760f, 92.2938f,
      71.0414f, -40.8712f, -51.0143f, -8.2331f
    },
    {
      55.4801f, 27.4135f, -40.8500f, -46.5114f, 27.0182f, 47.0029f, 3.9141f, -48.1902f, -36.0006f,
      28.6529f, 16.1912f, 5.9446f, -20.2120f
    },
    {
      57.0397f, 12.0030f, -65.1140f, -3.2633f, 62.1514f, -17.2938f, -57.3034f, 23.8735f, 49.6366f,
      -7.5202f, -46.5756f, 21.6934f, 8.6011f
    }
  };

  private static final int[] REFERENCE_FRAMES = {0, 30, 60, 97};

  @Test
  void agreesWithPocketSphinx() {
    float[] samples = signal();
    CepstrumExtractor extractor = new CepstrumExtractor(FeatureSettings.WIDE_BAND);
    assertThat(extractor.frames(samples.length)).isEqualTo(99);
    float[] cepstra = new float[99 * 13];
    extractor.extract(samples, 0, samples.length, cepstra);

    for (int i = 0; i < REFERENCE_FRAMES.length; i++) {
      for (int c = 0; c < 13; c++) {
        assertThat(cepstra[REFERENCE_FRAMES[i] * 13 + c])
            .as("frame %d, cepstrum %d", REFERENCE_FRAMES[i], c)
            .isCloseTo(REFERENCE[i][c], within(0.001f));
      }
    }
  }

  @Test
  void hasMeanZeroAndSlopesOfFourFrames() {
    float[] samples = signal();
    Features features = new Features(FeatureSettings.WIDE_BAND);
    features.compute(samples, 0, samples.length);
    float[] values = features.values();

    assertThat(features.dimension()).isEqualTo(39);
    double sum = 0;
    for (int frame = 0; frame < features.frames(); frame++) {
      sum += values[frame * 39];
    }
    assertThat(sum / features.frames()).isCloseTo(0, within(1e-4));
    assertThat(values[50 * 39 + 13]).isCloseTo(values[52 * 39] - values[48 * 39], within(1e-4f));
    assertThat(values[50 * 39 + 26])
        .isCloseTo(values[51 * 39 + 13] - values[49 * 39 + 13], within(1e-4f));
  }

  @Test
  void readsSettings() throws IOException {
    FeatureSettings settings = read("-lowerf 200\n-upperf 3500 -samprate 8000\n-nfilt 20\n");

    assertThat(settings).isEqualTo(new FeatureSettings(8000, 20, 200, 3500, 22, 13, 0.97, true));
  }

  @ParameterizedTest
  @CsvSource({
    "-lowerf abc, not a number",
    "-lowerf, without a value",
    "-feat s3_1x39, unsupported",
    "-upperf 9000, out of range",
    "-nfilt 1000000000, out of range",
    "-frobnicate 1, unknown option"
  })
  void namesTheLineOfAWrongSetting(String line, String reason) {
    assertThatThrownBy(() -> read("-nfilt 25\n" + line + "\n"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("feat.params, line 2")
        .hasMessageContaining(reason);
  }

  private static FeatureSettings read(String text) throws IOException {
    return FeatureSettings.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), "feat.params");
  }

  /** A second of a rising tone, a pulsing one and some noise, as 16 bit samples. */
  private static float[] signal() {
    float[] samples = new float[16_000];
    for (int t = 0; t < samples.length; t++) {
      double seconds = t / 16_000.0;
      double rising = 8000 * Math.sin(2 * Math.PI * (200 * seconds + 900 * seconds * seconds));
      double pulsing =
          3000 * Math.sin(2 * Math.PI * 1700 * t / 16_000.0) * (t / 4000 % 2 == 1 ? 1 : 0.2);
      samples[t] = Math.round(rising + pulsing + (t * 7919 % 65 - 32)) / 32768f;
    }
    return samples;
  }
}

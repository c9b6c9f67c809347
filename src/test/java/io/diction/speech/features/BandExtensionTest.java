package io.diction.speech.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.audio.Audio;
import io.diction.testing.SpeechFixtures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BandExtensionTest {
  private static final int TAPS = 401;

  private final AcousticModel model = SpeechModel.english().acousticModel();
  private final FeatureSettings settings = model.features();
  private final Audio wide =
      SpeechFixtures.say("she sells fish and six thick thistle sticks by the sea shore");

  @Test
  void leavesWideBandSpeechAsItIs() {
    Features plain = new Features(settings);
    Features extended = new Features(settings, extension());
    plain.compute(wide.samples(), 0, wide.samples().length);
    extended.compute(wide.samples(), 0, wide.samples().length);

    assertThat(extended.values()).isEqualTo(plain.values());
  }

  @Test
  void bringsTelephoneSpeechNearerToWhatItWas() {
    float[] narrow = belowTelephoneBand(wide.samples());
    Features whole = new Features(settings);
    Features plain = new Features(settings);
    Features extended = new Features(settings, extension());
    whole.compute(wide.samples(), 0, narrow.length);
    plain.compute(narrow, 0, narrow.length);
    extended.compute(narrow, 0, narrow.length);
    assertThat(extended.isNarrow()).isTrue();
    assertThat(extended.bandwidthHz()).isBetween(3_000.0, 4_000.0);
    extended.widen();

    assertThat(distance(extended, whole)).isLessThan(0.85 * distance(plain, whole));
  }

  @Test
  void knowsNothingOfABandThatAModelNeverHeard() {
    assertThat(extension().coversAllFilters()).isTrue();
    int size = settings.cepstra();
    double[] transform = NarrowBand.transform(settings, settings.filters());
    float[] means = new float[100 * size];
    float[] variances = new float[means.length];
    Arrays.fill(variances, 1f);
    Random random = new Random(5);
    for (int at = 0; at < means.length; at += size) {
      for (int f = 0; f < 17; f++) {
        double energy = 3 * random.nextGaussian();
        for (int i = 0; i < size; i++) {
          means[at + i] += (float) (transform[i * settings.filters() + f] * energy);
        }
      }
    }

    assertThat(new BandExtension(settings, means, variances).coversAllFilters()).isFalse();
  }

  private BandExtension extension() {
    int first = model.codebooks() * model.densities() * settings.cepstra();
    float[] means = new float[first];
    float[] variances = new float[first];
    int length = model.streamLengths()[0];
    for (int i = 0; i < first / length; i++) {
      int at = model.offset(i / model.densities(), 0) + i % model.densities() * length;
      System.arraycopy(model.means(), at, means, i * length, length);
      System.arraycopy(model.variances(), at, variances, i * length, length);
    }
    return new BandExtension(settings, means, variances);
  }

  /** A windowed-sinc filter that ends at 3.6 kHz, then 16 bits as telephones have at most. */
  private static float[] belowTelephoneBand(float[] samples) {
    double[] filter = new double[TAPS];
    double cutoff = 3600.0 / Audio.RECOGNITION_RATE_HZ;
    for (int i = 0; i < TAPS; i++) {
      double t = i - TAPS / 2;
      double sinc = t == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t);
      double x = 2 * Math.PI * i / (TAPS - 1);
      filter[i] = sinc * (0.42 - 0.5 * Math.cos(x) + 0.08 * Math.cos(2 * x));
    }
    float[] filtered = new float[samples.length];
    for (int n = 0; n < samples.length; n++) {
      double sum = 0;
      for (int i = 0; i < TAPS; i++) {
        int from = n + TAPS / 2 - i;
        sum += from >= 0 && from < samples.length ? filter[i] * samples[from] : 0;
      }
      filtered[n] = Math.round(sum * 32767) / 32768f;
    }
    return filtered;
  }

  private double distance(Features features, Features other) {
    int size = features.frames() * features.dimension();
    float[] values = Arrays.copyOf(features.values(), size);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double difference = values[i] - other.values()[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / size);
  }
}

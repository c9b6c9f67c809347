package io.diction.speech.scratch;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.features.FeatureSettings;
import java.util.Arrays;
import java.util.Random;

/** A model of few phones without context, and frames drawn from it. */
public final class SyntheticPhones {
  static final int DIMENSION = 39;

  private SyntheticPhones() {}

  /** Phone 0 is silence; means of the states lie far apart. */
  public static AcousticModel model(int phones) {
    Random random = new Random(7);
    int states = 3 * phones;
    PhoneSet.Builder builder = new PhoneSet.Builder(3, states);
    for (int phone = 0; phone < phones; phone++) {
      int[] tied = {3 * phone, 3 * phone + 1, 3 * phone + 2};
      if (phone == 0) {
        builder.filler("SIL", tied);
      } else {
        builder.phone("p" + phone, tied);
      }
    }
    float[] means = new float[states * DIMENSION];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (3 * random.nextGaussian());
    }
    float[] variances = new float[means.length];
    Arrays.fill(variances, 1);
    float[] weights = new float[states];
    Arrays.fill(weights, 1);
    float[] transitions = new float[states * 4];
    int[] codebooks = new int[states];
    for (int state = 0; state < states; state++) {
      transitions[state * 4 + state % 3] = 0.8f;
      transitions[state * 4 + state % 3 + 1] = 0.2f;
      codebooks[state] = state;
    }
    return new AcousticModel(
        builder.build(),
        FeatureSettings.WIDE_BAND,
        states,
        1,
        new int[] {DIMENSION},
        means,
        variances,
        weights,
        transitions,
        codebooks);
  }

  /** Phones one after the other, their states each so many frames long. */
  static Segmentation path(Random random, int... phones) {
    byte[] numbers = new byte[phones.length];
    char[] frames = new char[3 * phones.length];
    for (int i = 0; i < phones.length; i++) {
      numbers[i] = (byte) phones[i];
    }
    for (int i = 0; i < frames.length; i++) {
      frames[i] = (char) (1 + random.nextInt(6));
    }
    return new Segmentation(numbers, new byte[phones.length], frames);
  }

  static int frames(Segmentation path) {
    int frames = 0;
    for (int place = 0; place < path.size(); place++) {
      frames += path.length(place);
    }
    return frames;
  }

  /** Frames of a path drawn from a model. */
  static float[] speak(AcousticModel model, Segmentation path, Random random) {
    float[] features = new float[frames(path) * DIMENSION];
    int at = 0;
    for (int place = 0; place < path.size(); place++) {
      for (int state = 0; state < 3; state++) {
        int tied = 3 * path.phone(place) + state;
        for (int i = 0; i < path.frames()[3 * place + state]; i++) {
          for (int d = 0; d < DIMENSION; d++) {
            features[at++] = (float) (model.means()[tied * DIMENSION + d] + random.nextGaussian());
          }
        }
      }
    }
    return features;
  }
}

package io.diction.speech.acoustic;

import io.diction.speech.acoustic.PhoneSet.Position;
import io.diction.speech.features.FeatureSettings;
import java.util.Arrays;
import java.util.Random;

/** Acoustic models for tests: made of random numbers, or of the built-in model's parts. */
public final class AcousticFixtures {
  private AcousticFixtures() {}

  /** Five phones (two of them fillers), six triphones, three states each. */
  public static PhoneSet phones() {
    return new PhoneSet.Builder(3, 24)
        .filler("+NOISE+", 0, 1, 2)
        .filler("SIL", 3, 4, 5)
        .phone("A", 6, 7, 8)
        .phone("ö", 9, 10, 11)
        .phone("M", 12, 13, 14)
        .triphone(2, 1, 3, Position.BEGIN, 15, 16, 17)
        .triphone(2, 3, 4, Position.INTERNAL, 15, 16, 18)
        .triphone(2, 3, 4, Position.END, 15, 16, 18)
        .triphone(3, 4, 1, Position.END, 19, 20, 18)
        .triphone(4, 1, 1, Position.SINGLE, 21, 22, 23)
        .triphone(4, 2, 0, Position.END, 21, 13, 23)
        .build();
  }

  /** A model of {@link #phones} with random parameters. */
  public static AcousticModel random(AcousticModel.Kind kind, long seed) {
    PhoneSet phones = phones();
    Random random = new Random(seed);
    int[] streams = kind == AcousticModel.Kind.CONTINUOUS ? new int[] {39} : new int[] {13, 13, 13};
    int densities = 4;
    int states = phones.tiedStates();
    int[] codebookOfState = new int[states];
    for (int state = 0; state < states; state++) {
      codebookOfState[state] =
          switch (kind) {
            case SEMI_CONTINUOUS -> 0;
            case PHONETICALLY_TIED -> phones.phoneOfTiedState(state);
            case CONTINUOUS -> state;
          };
    }
    int codebooks =
        switch (kind) {
          case SEMI_CONTINUOUS -> 1;
          case PHONETICALLY_TIED -> phones.size();
          case CONTINUOUS -> states;
        };
    float[] means = new float[codebooks * densities * 39];
    float[] variances = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (10 * random.nextGaussian());
      variances[i] = (float) (0.1 + 20 * random.nextDouble());
    }
    float[] weights = new float[states * streams.length * densities];
    for (int i = 0; i < weights.length; i += densities) {
      fillRow(weights, i, densities, random);
    }
    float[] transitions = new float[phones.size() * 3 * 4];
    for (int row = 0; row < phones.size() * 3; row++) {
      int state = row % 3;
      fillRow(transitions, row * 4 + state, 2, random);
    }
    return new AcousticModel(
        phones,
        FeatureSettings.WIDE_BAND,
        codebooks,
        densities,
        streams,
        means,
        variances,
        weights,
        transitions,
        codebookOfState);
  }

  private static void fillRow(float[] values, int at, int length, Random random) {
    double[] drawn = new double[length];
    for (int i = 0; i < length; i++) {
      drawn[i] = 0.01 + random.nextDouble();
    }
    double sum = Arrays.stream(drawn).sum();
    for (int i = 0; i < length; i++) {
      values[at + i] = (float) (drawn[i] / sum);
    }
  }

  /**
   * The same model made continuous: each tied state has a codebook of its own, with the strongest
   * Gaussians of its phone's.
   */
  public static AcousticModel continuous(AcousticModel tied, int densities) {
    int states = tied.phones().tiedStates();
    int streams = tied.streams();
    int frame = Arrays.stream(tied.streamLengths()).sum();
    float[] means = new float[states * densities * frame];
    float[] variances = new float[means.length];
    float[] weights = new float[states * streams * densities];
    int[] codebookOfState = new int[states];
    int at = 0;
    for (int state = 0; state < states; state++) {
      codebookOfState[state] = state;
      for (int stream = 0; stream < streams; stream++) {
        int row = (state * streams + stream) * tied.densities();
        Integer[] order = new Integer[tied.densities()];
        Arrays.setAll(order, k -> k);
        Arrays.sort(
            order, (a, b) -> Float.compare(tied.weights()[row + b], tied.weights()[row + a]));
        int length = tied.streamLengths()[stream];
        int from = tied.offset(tied.codebookOfState()[state], stream);
        double sum = 0;
        for (int k = 0; k < densities; k++) {
          sum += tied.weights()[row + order[k]];
        }
        for (int k = 0; k < densities; k++) {
          int source = from + order[k] * length;
          System.arraycopy(tied.means(), source, means, at, length);
          System.arraycopy(tied.variances(), source, variances, at, length);
          weights[(state * streams + stream) * densities + k] =
              (float) (tied.weights()[row + order[k]] / sum);
          at += length;
        }
      }
    }
    return new AcousticModel(
        tied.phones(),
        tied.features(),
        states,
        densities,
        tied.streamLengths(),
        means,
        variances,
        weights,
        tied.transitions(),
        codebookOfState);
  }
}

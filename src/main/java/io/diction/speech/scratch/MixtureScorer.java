package io.diction.speech.scratch;

import io.diction.speech.acoustic.AcousticModel;
import java.util.Arrays;

/**
 * Exact densities of single tied states of a continuous model of one stream, for training: no
 * quantisation, no floor, no selection of Gaussians but for those of no weight. Immutable tables;
 * the scores of the current frame are for one thread.
 */
final class MixtureScorer {
  /** Gaussians below are place holders of states that have fewer than others. */
  static final float NO_WEIGHT = 1e-5f;

  private static final double LN_2_PI = StrictMath.log(2 * Math.PI);

  private final int dimension;
  private final int densities;
  private final float[] means;

  /** 1 / (2 variance), laid out like the means. */
  private final float[] precisions;

  /** [state * densities + density] ln of weight and normalising factor. */
  private final float[] constants;

  /** [state] Gaussians of weight; they come first. */
  private final int[] used;

  /** [state] score in the frame whose number {@link #scoredAt} holds. */
  private final float[] scores;

  private final int[] scoredAt;
  private int frame = -1;
  private float[] features = new float[0];
  private int at;

  MixtureScorer(AcousticModel model) {
    dimension = model.streamLengths()[0];
    densities = model.densities();
    means = model.means();
    precisions = new float[means.length];
    constants = new float[model.codebooks() * densities];
    used = new int[model.codebooks()];
    for (int i = 0; i < precisions.length; i++) {
      precisions[i] = 0.5f / model.variances()[i];
    }
    for (int state = 0; state < used.length; state++) {
      for (int k = 0; k < densities; k++) {
        int row = state * densities + k;
        double constant = StrictMath.log(model.weights()[row]);
        for (int d = 0; d < dimension; d++) {
          constant -= 0.5 * (LN_2_PI + StrictMath.log(model.variances()[row * dimension + d]));
        }
        constants[row] = (float) constant;
        if (model.weights()[row] > NO_WEIGHT) {
          used[state] = k + 1;
        }
      }
    }
    scores = new float[used.length];
    scoredAt = new int[used.length];
    Arrays.fill(scoredAt, -1);
  }

  private MixtureScorer(MixtureScorer shared) {
    dimension = shared.dimension;
    densities = shared.densities;
    means = shared.means;
    precisions = shared.precisions;
    constants = shared.constants;
    used = shared.used;
    scores = new float[used.length];
    scoredAt = new int[used.length];
    Arrays.fill(scoredAt, -1);
  }

  /** The same densities for another thread. */
  MixtureScorer copy() {
    return new MixtureScorer(this);
  }

  int states() {
    return used.length;
  }

  /** Goes to a frame; a score asked for twice in it is computed once. */
  void frame(float[] values, int offset) {
    features = values;
    at = offset;
    frame++;
  }

  /** ln of the weighted density of the best Gaussian of a state at the current frame. */
  float best(int state) {
    if (scoredAt[state] == frame) {
      return scores[state];
    }
    float best = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < used[state]; k++) {
      best = Math.max(best, density(state * densities + k));
    }
    scoredAt[state] = frame;
    scores[state] = best;
    return best;
  }

  /**
   * The shares of a state's Gaussians in the current frame.
   *
   * @param posteriors receives one for each Gaussian; they add up to 1
   * @return ln p(frame | state)
   */
  double posteriors(int state, double[] posteriors) {
    int count = used[state];
    float best = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      float score = density(state * densities + k);
      posteriors[k] = score;
      best = Math.max(best, score);
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      posteriors[k] = count == 1 ? 1 : StrictMath.exp(posteriors[k] - best);
      sum += posteriors[k];
    }
    for (int k = 0; k < count; k++) {
      posteriors[k] /= sum;
    }
    for (int k = count; k < densities; k++) {
      posteriors[k] = 0;
    }
    return best + (count == 1 ? 0 : StrictMath.log(sum));
  }

  /** Four sums side by side: one alone would wait for each addition. */
  private float density(int row) {
    int m = row * dimension;
    float a = 0;
    float b = 0;
    float c = 0;
    float e = 0;
    int d = 0;
    for (; d + 3 < dimension; d += 4) {
      float x0 = features[at + d] - means[m + d];
      float x1 = features[at + d + 1] - means[m + d + 1];
      float x2 = features[at + d + 2] - means[m + d + 2];
      float x3 = features[at + d + 3] - means[m + d + 3];
      a += x0 * x0 * precisions[m + d];
      b += x1 * x1 * precisions[m + d + 1];
      c += x2 * x2 * precisions[m + d + 2];
      e += x3 * x3 * precisions[m + d + 3];
    }
    for (; d < dimension; d++) {
      float x = features[at + d] - means[m + d];
      a += x * x * precisions[m + d];
    }
    return constants[row] - (a + b + (c + e));
  }
}

package io.diction.speech.estimate;

import io.diction.speech.acoustic.AcousticModel;

/**
 * Moves each Gaussian and each mixture towards the speech that it explains, and leaves alone what
 * the speech does not touch.
 *
 * <p>With tau imagined frames that look like the model: m' = (tau m + f) / (tau + o), v' = (tau (v
 * + (m - m')^2) + s - 2 m' f + o m'^2) / (tau + o), w' = (tau w + c) / (tau + sum c), after J.-L.
 * Gauvain and C.-H. Lee, "Maximum a Posteriori Estimation for Multivariate Gaussian Mixture
 * Observations of Markov Chains", IEEE Trans. Speech and Audio Processing 2(2), 1994. Here o, f and
 * s are a Gaussian's occupancy and sums of frames and squared frames, c a mixture's counts.
 */
public final class MaximumAPosteriori {
  private static final double VARIANCE_FLOOR = 1e-4;
  private static final double WEIGHT_FLOOR = 1e-7;

  private MaximumAPosteriori() {}

  /**
   * Imagined frames: at so much evidence speech and model weigh the same. Infinity leaves a part as
   * it is.
   *
   * @param means frames of a Gaussian, above 0
   * @param variances frames of a Gaussian, above 0
   * @param weights frames of a tied state, above 0
   */
  public record Relevance(double means, double variances, double weights) {
    public Relevance {
      if (!(means > 0 && variances > 0 && weights > 0)) {
        throw new IllegalArgumentException(
            "relevance must be above 0: %s, %s, %s".formatted(means, variances, weights));
      }
    }
  }

  /**
   * Adapts a model.
   *
   * @param statistics collected with that model
   */
  public static AcousticModel adapt(
      AcousticModel model, ModelStatistics statistics, Relevance relevance) {
    float[] means = model.means().clone();
    float[] variances = model.variances().clone();
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      for (int stream = 0; stream < model.streams(); stream++) {
        int length = model.streamLengths()[stream];
        for (int k = 0; k < model.densities(); k++) {
          double occupancy =
              statistics.occupancy[ModelStatistics.occupancyIndex(model, codebook, stream, k)];
          if (occupancy > 0) {
            int at = model.offset(codebook, stream) + k * length;
            for (int i = at; i < at + length; i++) {
              adapt(i, occupancy, statistics, relevance, means, variances);
            }
          }
        }
      }
    }
    return model
        .withGaussians(means, variances)
        .withWeights(weights(model, statistics, relevance.weights()));
  }

  private static void adapt(
      int i,
      double occupancy,
      ModelStatistics statistics,
      Relevance relevance,
      float[] means,
      float[] variances) {
    double prior = means[i];
    double mean = mean(prior, statistics.first[i], occupancy, relevance.means());
    means[i] = (float) mean;
    double tau = relevance.variances();
    if (!Double.isInfinite(tau)) {
      double squares =
          statistics.second[i] - 2 * mean * statistics.first[i] + occupancy * mean * mean;
      double imagined = tau * (variances[i] + (prior - mean) * (prior - mean));
      variances[i] = (float) Math.max((imagined + squares) / (tau + occupancy), VARIANCE_FLOOR);
    }
  }

  private static double mean(double prior, double first, double occupancy, double tau) {
    return Double.isInfinite(tau) ? prior : (tau * prior + first) / (tau + occupancy);
  }

  private static float[] weights(AcousticModel model, ModelStatistics statistics, double tau) {
    float[] weights = model.weights().clone();
    int densities = model.densities();
    for (int row = 0; row < weights.length && !Double.isInfinite(tau); row += densities) {
      double frames = 0;
      for (int k = row; k < row + densities; k++) {
        frames += statistics.mixtures[k];
      }
      if (frames > 0) {
        double sum = 0;
        for (int k = row; k < row + densities; k++) {
          double weight = (tau * weights[k] + statistics.mixtures[k]) / (tau + frames);
          weights[k] = (float) Math.max(weight, WEIGHT_FLOOR);
          sum += weights[k];
        }
        for (int k = row; k < row + densities; k++) {
          weights[k] = (float) (weights[k] / sum);
        }
      }
    }
    return weights;
  }
}

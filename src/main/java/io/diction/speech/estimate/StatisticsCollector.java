package io.diction.speech.estimate;

import io.diction.speech.acoustic.AcousticModel;
import java.util.Arrays;

/**
 * Turns frames whose tied state is known into {@link ModelStatistics}.
 *
 * <p>In each stream the posterior of density k of state s is w_sk N(x; m_k, v_k) / sum_j w_sj N(x;
 * m_j, v_j); streams are independent. All densities are evaluated, unlike in recognition; those
 * with less than {@value #LEAST} of the largest posterior are left out and the others scaled up.
 *
 * <p>For one thread; allocates only on construction.
 */
public final class StatisticsCollector {
  /**
   * Posteriors below this share of the largest change nothing but the time it takes to add them.
   */
  private static final double LEAST = 1e-3;

  /** Log densities this far below the best have no posterior worth adding, whatever the weight. */
  private static final float RANGE = 24f;

  private final AcousticModel model;
  private final int dimension;

  /** Per codebook and stream [d * densities + density], and 1 / (2 variance). */
  private final float[] means;

  private final float[] precisions;
  private final float[] constants;
  private final float[] logs;
  private final double[] posteriors;

  public StatisticsCollector(AcousticModel model) {
    this.model = model;
    int densities = model.densities();
    dimension = Arrays.stream(model.streamLengths()).sum();
    means = new float[model.means().length];
    precisions = new float[means.length];
    constants = new float[model.codebooks() * model.streams() * densities];
    logs = new float[densities];
    posteriors = new double[densities];
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      for (int stream = 0; stream < model.streams(); stream++) {
        int length = model.streamLengths()[stream];
        int offset = model.offset(codebook, stream);
        for (int k = 0; k < densities; k++) {
          double constant = 0;
          for (int d = 0; d < length; d++) {
            double variance = model.variances()[offset + k * length + d];
            means[offset + d * densities + k] = model.means()[offset + k * length + d];
            precisions[offset + d * densities + k] = (float) (0.5 / variance);
            constant -= 0.5 * StrictMath.log(2 * Math.PI * variance);
          }
          constants[ModelStatistics.occupancyIndex(model, codebook, stream, k)] = (float) constant;
        }
      }
    }
  }

  private StatisticsCollector(StatisticsCollector other) {
    model = other.model;
    dimension = other.dimension;
    means = other.means;
    precisions = other.precisions;
    constants = other.constants;
    logs = new float[other.logs.length];
    posteriors = new double[other.posteriors.length];
  }

  /** A collector of the same model for another thread; shares the model's tables. */
  public StatisticsCollector another() {
    return new StatisticsCollector(this);
  }

  /**
   * Adds an utterance.
   *
   * @param features [frame * dimension + d], as {@link io.diction.speech.features.Features} gives
   * @param states [frame] tied state; frames with a negative one are left out
   * @param frames how many
   * @param into grows
   */
  public void add(float[] features, int[] states, int frames, ModelStatistics into) {
    for (int frame = 0; frame < frames; frame++) {
      if (states[frame] >= 0) {
        add(features, frame * dimension, states[frame], 1, into);
      }
    }
  }

  /**
   * Adds a frame.
   *
   * @param features frames one after the other
   * @param at where this one begins
   * @param state its tied state
   * @param weight posterior of that state, above 0, at most 1
   * @return ln p(frame | state)
   */
  public double add(float[] features, int at, int state, double weight, ModelStatistics into) {
    int codebook = model.codebookOfState()[state];
    int densities = model.densities();
    double logProb = 0;
    int from = at;
    for (int stream = 0; stream < model.streams(); stream++) {
      int length = model.streamLengths()[stream];
      int offset = model.offset(codebook, stream);
      int row = (state * model.streams() + stream) * densities;
      logProb += posteriors(features, from, codebook, stream, row);
      int occupied = ModelStatistics.occupancyIndex(model, codebook, stream, 0);
      for (int k = 0; k < densities; k++) {
        double posterior = posteriors[k] * weight;
        if (posterior > 0) {
          into.occupancy[occupied + k] += posterior;
          into.mixtures[row + k] += posterior;
          int sum = offset + k * length;
          for (int d = 0; d < length; d++) {
            double x = features[from + d];
            into.first[sum + d] += posterior * x;
            into.second[sum + d] += posterior * x * x;
          }
        }
      }
      from += length;
    }
    into.addFrame(logProb);
    return logProb;
  }

  /** Fills in the posteriors of a stream's densities; returns ln of the mixture's density. */
  private double posteriors(float[] features, int at, int codebook, int stream, int weightRow) {
    int densities = model.densities();
    int length = model.streamLengths()[stream];
    int row = model.offset(codebook, stream);
    System.arraycopy(
        constants, ModelStatistics.occupancyIndex(model, codebook, stream, 0), logs, 0, densities);
    for (int d = 0; d < length; d++) {
      float x = features[at + d];
      for (int k = 0; k < densities; k++) {
        float difference = x - means[row + k];
        logs[k] -= difference * difference * precisions[row + k];
      }
      row += densities;
    }
    float highest = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < densities; k++) {
      highest = Math.max(highest, logs[k]);
    }
    double sum = 0;
    double largest = 0;
    for (int k = 0; k < densities; k++) {
      double p =
          logs[k] < highest - RANGE
              ? 0
              : StrictMath.exp(logs[k] - highest) * model.weights()[weightRow + k];
      posteriors[k] = p;
      sum += p;
      largest = Math.max(largest, p);
    }
    double kept = 0;
    for (int k = 0; k < densities; k++) {
      posteriors[k] = posteriors[k] < LEAST * largest ? 0 : posteriors[k];
      kept += posteriors[k];
    }
    for (int k = 0; k < densities && kept > 0; k++) {
      posteriors[k] /= kept;
    }
    return highest + StrictMath.log(Math.max(sum, Double.MIN_NORMAL));
  }
}

package io.diction.speech.features;

import io.diction.speech.Cholesky;

/**
 * Guesses what a telephone took away: the upper mel filters of a recording whose true bandwidth
 * ends below them, from the lower ones.
 *
 * <p>What an acoustic model has learnt about spectra is in its Gaussians. Their static cepstra,
 * taken back to logarithmic mel energies, have a joint covariance C; the linear estimate of the
 * upper energies from the lower ones, both less their means over the recording, is C_ul C_ll^-1.
 * (The Gaussian case of H. Yasukawa's and others' bandwidth extension by linear mapping, here of
 * the features alone.) The means need no guess, since they are subtracted from features anyway.
 *
 * <p>Immutable but for a cache; for one thread.
 */
public final class BandExtension {
  /** Share of the mean variance added to each filter's own: for what the cepstra leave out. */
  private static final double RIDGE = 0.02;

  /** The highest filters, and how much of the mean variance they have at least if ever heard. */
  private static final int TOP = 4;

  private static final double LEAST_TOP = 0.2;

  private final int filters;

  /** [filter * filters + other] covariance of logarithmic mel energies. */
  private final double[] covariance;

  private double[] weights = new double[0];
  private int weightsFor = -1;

  /**
   * @param settings of the features
   * @param means [gaussian * cepstra + i] static cepstra of an acoustic model's Gaussians
   * @param variances laid out like {@code means}
   */
  public BandExtension(FeatureSettings settings, float[] means, float[] variances) {
    int size = settings.cepstra();
    if (means.length == 0 || means.length % size != 0 || means.length != variances.length) {
      throw new IllegalArgumentException(means.length + " means for " + size + " cepstra");
    }
    filters = settings.filters();
    double[] cepstral = cepstralCovariance(means, variances, size);
    double[] inverse = NarrowBand.inverse(settings);
    covariance = new double[filters * filters];
    for (int f = 0; f < filters; f++) {
      for (int g = 0; g < filters; g++) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            sum += inverse[f * size + i] * cepstral[i * size + j] * inverse[g * size + j];
          }
        }
        covariance[f * filters + g] = sum;
      }
    }
  }

  private static double[] cepstralCovariance(float[] means, float[] variances, int size) {
    int gaussians = means.length / size;
    double[] average = new double[size];
    for (int i = 0; i < means.length; i++) {
      average[i % size] += means[i] / (double) gaussians;
    }
    double[] covariance = new double[size * size];
    for (int gaussian = 0; gaussian < gaussians; gaussian++) {
      int at = gaussian * size;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          covariance[i * size + j] +=
              (means[at + i] - average[i]) * (means[at + j] - average[j]) / gaussians;
        }
        covariance[i * size + i] += variances[at + i] / (double) gaussians;
      }
    }
    return covariance;
  }

  /**
   * Whether the model has heard something in the upper filters: one trained on telephone speech has
   * not, and recordings of narrow band are what it expects.
   */
  public boolean coversAllFilters() {
    double trace = 0;
    double top = 0;
    for (int f = 0; f < filters; f++) {
      trace += covariance[f * filters + f] / filters;
      top += f >= filters - TOP ? covariance[f * filters + f] / TOP : 0;
    }
    return top > LEAST_TOP * trace;
  }

  /**
   * Writes the upper filters of all frames.
   *
   * @param logMel [frame * filters + filter] logarithmic mel energies; changed in place
   * @param known filters from below that carry something, at least 1
   */
  void extend(double[] logMel, int frames, int known) {
    prepare(known);
    double[] mean = new double[known];
    double level = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (int f = 0; f < known; f++) {
        mean[f] += logMel[frame * filters + f] / frames;
      }
    }
    for (double value : mean) {
      level += value / known;
    }
    for (int frame = 0; frame < frames; frame++) {
      int at = frame * filters;
      for (int f = known; f < filters; f++) {
        double sum = level;
        int row = (f - known) * known;
        for (int g = 0; g < known; g++) {
          sum += weights[row + g] * (logMel[at + g] - mean[g]);
        }
        logMel[at + f] = sum;
      }
    }
  }

  /** Solves C_ll w = c_l for each upper filter. */
  private void prepare(int known) {
    if (weightsFor == known) {
      return;
    }
    double trace = 0;
    for (int f = 0; f < filters; f++) {
      trace += covariance[f * filters + f];
    }
    double[] root = new double[known * known];
    for (int i = 0; i < known; i++) {
      System.arraycopy(covariance, i * filters, root, i * known, known);
      root[i * known + i] += RIDGE * trace / filters;
    }
    if (!Cholesky.decompose(root, known)) {
      throw new IllegalStateException("the covariance of the filters is not positive definite");
    }
    weights = new double[(filters - known) * known];
    for (int f = known; f < filters; f++) {
      int row = (f - known) * known;
      System.arraycopy(covariance, f * filters, weights, row, known);
      Cholesky.substitute(root, weights, row, known);
    }
    weightsFor = known;
  }
}

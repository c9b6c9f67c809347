package io.diction.speech.scratch;

import java.util.Arrays;

/** Frames of one kind: how many, and the sums of their values and squares. */
final class GaussianSums {
  private static final double LN_2_PI = StrictMath.log(2 * Math.PI);

  double count;
  final double[] sums;
  final double[] squares;

  GaussianSums(int dimension) {
    sums = new double[dimension];
    squares = new double[dimension];
  }

  void add(float[] values, int at) {
    count++;
    for (int d = 0; d < sums.length; d++) {
      double x = values[at + d];
      sums[d] += x;
      squares[d] += x * x;
    }
  }

  void add(GaussianSums other) {
    count += other.count;
    for (int d = 0; d < sums.length; d++) {
      sums[d] += other.sums[d];
      squares[d] += other.squares[d];
    }
  }

  void clear() {
    count = 0;
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
  }

  double mean(int d) {
    return sums[d] / count;
  }

  double variance(int d, double floor) {
    double mean = mean(d);
    return Math.max(squares[d] / count - mean * mean, floor);
  }

  /**
   * ln likelihood of the frames under one Gaussian with diagonal covariance fitted to them: -n / 2
   * sum_d (1 + ln 2 pi v_d).
   *
   * @param floors [d] smallest variances
   */
  double logLikelihood(double[] floors) {
    if (count == 0) {
      return 0;
    }
    double sum = sums.length * (1 + LN_2_PI);
    for (int d = 0; d < sums.length; d++) {
      sum += StrictMath.log(variance(d, floors[d]));
    }
    return -0.5 * count * sum;
  }

  /** What one Gaussian for both explains worse than one for each; at least 0 but for floors. */
  static double loss(GaussianSums a, GaussianSums b, double[] floors) {
    double n = a.count + b.count;
    if (a.count == 0 || b.count == 0) {
      return 0;
    }
    double both = a.sums.length * (1 + LN_2_PI);
    for (int d = 0; d < a.sums.length; d++) {
      double mean = (a.sums[d] + b.sums[d]) / n;
      double variance = (a.squares[d] + b.squares[d]) / n - mean * mean;
      both += StrictMath.log(Math.max(variance, floors[d]));
    }
    return a.logLikelihood(floors) + b.logLikelihood(floors) + 0.5 * n * both;
  }
}

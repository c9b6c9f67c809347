package io.diction.speech.adapt;

/**
 * Whether what was measured twice, such as clips under two models, is better the second time by
 * more than chance would have it: Student's t test of the ratio of all gains to all sizes, one
 * value for each clip, since what is within a clip is alike.
 */
final class PairedGain {
  /** How often chance alone may pass for a gain. */
  private static final double RISK = 0.05;

  private PairedGain() {}

  /**
   * @param gains [clip] how much higher the second measurement is
   * @param sizes [clip] in proportion to which gains are expected
   * @param candidates how many were tried and could have been chosen; the risk is shared among them
   *     (Bonferroni), or one of many would be taken for better by its luck
   */
  static boolean isReal(double[] gains, double[] sizes, int candidates) {
    double gain = 0;
    double size = 0;
    for (int i = 0; i < gains.length; i++) {
      gain += gains[i];
      size += sizes[i];
    }
    int clips = gains.length;
    if (clips < 2 || !(gain > 0)) {
      return false;
    }
    double squares = 0;
    for (int i = 0; i < clips; i++) {
      double odd = gains[i] - gain / size * sizes[i];
      squares += odd * odd;
    }
    double error = Math.sqrt(squares * clips / (clips - 1));
    return chance(gain / error, clips - 1) < RISK / candidates;
  }

  /**
   * Probability of a value as high as {@code t} or higher, after the finite series of M. Abramowitz
   * and I. Stegun, "Handbook of Mathematical Functions", 1964, 26.7.3 and 26.7.4.
   *
   * @param t infinite where all gains are equal
   * @param freedom degrees of freedom, at least 1
   */
  static double chance(double t, int freedom) {
    double angle = StrictMath.atan(t / Math.sqrt(freedom));
    double cosine = StrictMath.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = freedom == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k < freedom; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    sum *= StrictMath.sin(angle);
    double within = odd ? 2 / Math.PI * (angle + sum) : sum;
    return (1 - within) / 2;
  }
}

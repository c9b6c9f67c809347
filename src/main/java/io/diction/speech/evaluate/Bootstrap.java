package io.diction.speech.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How sure a word error rate is: utterances are drawn anew with replacement many times; M. Bisani
 * and H. Ney, "Bootstrap Estimates for Confidence Intervals in ASR Performance Evaluation", ICASSP
 * 2004. Utterances rather than words are drawn, since errors within one are not independent.
 */
public final class Bootstrap {
  private static final int SAMPLES = 10_000;
  private static final double TAIL = 0.025;

  /**
   * An interval of 95 % reaches 1.96 standard errors to each side; a difference of 2.80 of them is
   * found real four times out of five.
   */
  private static final double TO_TELL = 2.80 / 1.96;

  private Bootstrap() {}

  /** Between these two values with 95 % confidence; rates, 0.25 for 25 %. */
  public record Interval(double low, double high) {
    /** Whether a value lies within. */
    public boolean contains(double value) {
      return low <= value && value <= high;
    }

    /** Whether the draws differed: those of one utterance, or of utterances all alike, do not. */
    public boolean tells() {
      return low < high;
    }
  }

  /**
   * Two systems on the same utterances.
   *
   * @param difference word error rate of the second minus that of the first; below 0: second better
   * @param interval of the difference
   * @param probabilityBetter share of draws in which the second has fewer errors
   */
  public record Comparison(double difference, Interval interval, double probabilityBetter) {
    /** Whether chance is an unlikely reason for the difference. */
    public boolean isReal() {
      return interval.tells() && !interval.contains(0);
    }

    /**
     * How many times as much test data would tell: with so much a difference as large as this one
     * is found real four times out of five. The interval narrows with the square root of the data.
     * Infinite where there is no difference at all, NaN where there is too little to judge.
     */
    public double timesTheData() {
      if (!interval.tells()) {
        return Double.NaN;
      }
      double widths = (interval.high() - interval.low()) / 2 * TO_TELL / Math.abs(difference);
      return widths * widths;
    }

    /** In words: what the difference is. */
    public String verdict() {
      if (!interval.tells()) {
        return "too little to judge";
      }
      return isReal() ? "real" : "possibly chance";
    }
  }

  /** The interval of a system's word error rate. The same seed gives the same interval. */
  public static Interval interval(Evaluation evaluation, long seed) {
    int[][] counts = counts(evaluation);
    double[] rates = new double[SAMPLES];
    SplittableRandom random = new SplittableRandom(seed);
    int size = counts.length;
    for (int sample = 0; sample < SAMPLES && size > 0; sample++) {
      long errors = 0;
      long words = 0;
      for (int draw = 0; draw < size; draw++) {
        int[] drawn = counts[random.nextInt(size)];
        errors += drawn[0];
        words += drawn[1];
      }
      rates[sample] = (double) errors / Math.max(1, words);
    }
    return interval(rates);
  }

  /**
   * Compares two systems, drawing the same utterances for both.
   *
   * @throws IllegalArgumentException when they were not measured on the same utterances
   */
  public static Comparison compare(Evaluation first, Evaluation second, long seed) {
    if (!ids(first).equals(ids(second))) {
      throw new IllegalArgumentException("measured on different utterances");
    }
    int[][] a = counts(first);
    int[][] b = counts(second);
    double[] differences = new double[SAMPLES];
    SplittableRandom random = new SplittableRandom(seed);
    int better = 0;
    for (int sample = 0; sample < SAMPLES && a.length > 0; sample++) {
      long difference = 0;
      long words = 0;
      for (int draw = 0; draw < a.length; draw++) {
        int drawn = random.nextInt(a.length);
        difference += b[drawn][0] - a[drawn][0];
        words += a[drawn][1];
      }
      differences[sample] = (double) difference / Math.max(1, words);
      better += difference < 0 ? 1 : 0;
    }
    return new Comparison(
        second.total().rate() - first.total().rate(),
        interval(differences),
        (double) better / SAMPLES);
  }

  private static Interval interval(double[] values) {
    Arrays.sort(values);
    return new Interval(
        values[(int) (TAIL * values.length)], values[(int) ((1 - TAIL) * values.length) - 1]);
  }

  private static List<String> ids(Evaluation evaluation) {
    return evaluation.utterances().stream().map(Evaluation.Scored::id).toList();
  }

  /** [utterance] errors and words. */
  private static int[][] counts(Evaluation evaluation) {
    return evaluation.utterances().stream()
        .map(u -> u.alignment().errors())
        .map(e -> new int[] {e.errors(), e.words()})
        .toArray(int[][]::new);
  }
}

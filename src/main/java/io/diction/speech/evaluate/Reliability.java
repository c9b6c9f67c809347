package io.diction.speech.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well confidences agree with what was right: words in ten bins of equal width by their
 * confidence.
 *
 * @param bins from the lowest confidence to the highest
 * @param words measured
 * @param expectedCalibrationError mean distance of confidence and share of right words, each bin
 *     weighted by its words; M. Naeini, G. Cooper and M. Hauskrecht, "Obtaining Well Calibrated
 *     Probabilities Using Bayesian Binning", AAAI 2015
 * @param normalizedCrossEntropy share of the uncertainty about right and wrong that the confidences
 *     remove, at most 1; 0 for a confidence that is the same for all words
 */
public record Reliability(
    List<Bin> bins, int words, double expectedCalibrationError, double normalizedCrossEntropy) {
  private static final int BINS = 10;

  /** No probability is taken for certain, or one wrong word would make the entropy infinite. */
  private static final double LEAST = 1e-4;

  /**
   * Words of about the same confidence.
   *
   * @param confidence on average; 0 without words
   * @param right share of words that are right; 0 without words
   */
  public record Bin(int words, double confidence, double right) {}

  /** A recognised word. */
  public record Outcome(double confidence, boolean right) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /** Measures words. */
  public static Reliability of(List<Outcome> outcomes) {
    int[] words = new int[BINS];
    int[] right = new int[BINS];
    double[] confidence = new double[BINS];
    double entropy = 0;
    int allRight = 0;
    for (Outcome outcome : outcomes) {
      int bin = Math.min(BINS - 1, (int) (outcome.confidence() * BINS));
      words[bin]++;
      right[bin] += outcome.right() ? 1 : 0;
      allRight += outcome.right() ? 1 : 0;
      confidence[bin] += outcome.confidence();
      entropy -= log(outcome.right() ? outcome.confidence() : 1 - outcome.confidence());
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(confidence[bin] - right[bin]);
      int count = Math.max(1, words[bin]);
      bins.add(new Bin(words[bin], confidence[bin] / count, (double) right[bin] / count));
    }
    int count = Math.max(1, outcomes.size());
    double share = (double) allRight / count;
    double blind = -count * (share * log(share) + (1 - share) * log(1 - share));
    return new Reliability(
        bins, outcomes.size(), error / count, blind == 0 ? 0 : (blind - entropy) / blind);
  }

  private static double log(double probability) {
    return StrictMath.log(Math.max(LEAST, Math.min(1 - LEAST, probability)));
  }
}

package io.diction.training.run;

import io.diction.web.Languages;

/**
 * Word errors of one model on the test data.
 *
 * @param words of the reference
 */
public record Score(int words, int substitutions, int deletions, int insertions) {
  /** A rate as shown. */
  public static String percent(double rate) {
    return String.format(Languages.current(), "%.1f %%", 100 * rate);
  }

  public int errors() {
    return substitutions + deletions + insertions;
  }

  /** Word error rate, 0 to 1 and above. */
  public double rate() {
    return words == 0 ? 0 : (double) errors() / words;
  }
}

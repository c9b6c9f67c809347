package io.diction.training;

/**
 * Word errors of one model on the test data.
 *
 * @param words of the reference
 */
record Score(int words, int substitutions, int deletions, int insertions) {
  public int errors() {
    return substitutions + deletions + insertions;
  }

  /** Word error rate, 0 to 1 and above. */
  public double rate() {
    return words == 0 ? 0 : (double) errors() / words;
  }
}

package io.diction.custommodel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How good a version is, and what it was made of.
 *
 * @param testWords words of the reference it was measured on; 0 when there was nothing to measure
 * @param baseErrors words that the base model got wrong of them
 * @param customErrors words that this version got wrong of them
 * @param perplexity of its language model on held-out text
 * @param vocabularySize words it knows
 * @param data audio it was trained on
 */
public record Metrics(
    int testWords,
    int baseErrors,
    int customErrors,
    @Nullable Double perplexity,
    int vocabularySize,
    Duration data,
    Duration training) {
  public Metrics {
    if (testWords < 0 || baseErrors < 0 || customErrors < 0 || vocabularySize < 0) {
      throw new IllegalArgumentException(
          "negative count: %d words, %d and %d errors, vocabulary of %d"
              .formatted(testWords, baseErrors, customErrors, vocabularySize));
    }
  }

  public boolean isMeasured() {
    return testWords > 0;
  }

  /** Word error rate of the base model, 0 to 1 and above; 0 when not measured. */
  public double baseRate() {
    return isMeasured() ? (double) baseErrors / testWords : 0;
  }

  /** Word error rate of this version. */
  public double customRate() {
    return isMeasured() ? (double) customErrors / testWords : 0;
  }

  /** Whether it made more errors than the base model where both were measured. */
  public boolean isWorseThanBase() {
    return isMeasured() && customErrors > baseErrors;
  }

  /** Whether nothing says that the base model is better. */
  boolean isNotWorseThanBase() {
    return customErrors <= baseErrors;
  }
}

package io.diction.speech.lattice;

/**
 * How the scores of an arc add up: acoustic + languageWeight * language + wordPenalty. Natural
 * logarithms.
 *
 * @param languageWeight exponent of language model probabilities, above 0
 * @param wordPenalty added for each word, usually at most 0
 */
public record LatticeWeights(double languageWeight, double wordPenalty) {
  public LatticeWeights {
    if (!(languageWeight > 0) || !Double.isFinite(wordPenalty)) {
      throw new IllegalArgumentException(
          "weights out of range: " + languageWeight + ", " + wordPenalty);
    }
  }
}

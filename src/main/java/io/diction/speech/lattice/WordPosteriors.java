package io.diction.speech.lattice;

/**
 * The posterior probability of each word of a sentence: the share of a lattice's paths that have
 * the word at that place once they are aligned with the sentence. Times do not matter, only words
 * and their order. For one thread, reused; allocates only for more than any before.
 */
public final class WordPosteriors {
  private final Posteriors posteriors = new Posteriors();
  private final EditStatistics statistics = new EditStatistics();
  private int[] words = new int[0];

  /**
   * Takes a sentence.
   *
   * @param lattice with at least one arc
   * @param scale of a path's score, above 0, such as 1/10
   * @param sentence numbers of words in the lattice's vocabulary; not copied
   * @param length of the sentence
   */
  public void compute(Lattice lattice, double scale, int[] sentence, int length) {
    words = sentence;
    posteriors.compute(lattice, lattice.weights(), scale);
    statistics.compute(lattice, posteriors, sentence, length);
  }

  /** The probability of the word at a place of the sentence, 0 to 1. */
  public double of(int place) {
    return Math.min(1, statistics.beside(place, words[place]));
  }
}

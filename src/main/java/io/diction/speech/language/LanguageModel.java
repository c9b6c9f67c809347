package io.diction.speech.language;

/**
 * Probability of a word after its history. Immutable and shared by threads; no method allocates.
 *
 * <p>A state is an opaque number: two histories with the same state have the same future, so a
 * search may recombine them. States of one model mean nothing to another.
 */
public interface LanguageModel {
  Vocabulary vocabulary();

  /** Longest n-gram, in words. */
  int order();

  /** The state after the begin of a sentence. */
  long startState();

  /** The state with no history at all. */
  long emptyState();

  /**
   * ln P(word | state).
   *
   * @param word a number of {@link #vocabulary()}
   */
  float logProb(long state, int word);

  /** The state after a further word, as short as the model allows. */
  long nextState(long state, int word);

  /** The number of the end-of-sentence word in {@link #vocabulary()}. */
  int endOfSentence();

  /**
   * Names the words that have a probability of their own, not a backed-off one, after a single word
   * of history. A search looks ahead with them.
   *
   * @param word a number of {@link #vocabulary()}
   * @param successors receives each such word once, in any order
   * @return whether the model can tell; {@code false} calls nothing
   */
  default boolean successors(int word, Successors successors) {
    return false;
  }

  /** Receives what may follow a word. */
  @FunctionalInterface
  interface Successors {
    /**
     * Takes one.
     *
     * @param word a number of {@link #vocabulary()}
     * @param logProb ln P(word | the word before), as {@link #logProb} gives it
     */
    void accept(int word, float logProb);
  }
}

package io.diction.speech.lattice;

import java.util.List;

/**
 * A sentence of a lattice.
 *
 * @param words with the times of the best path
 * @param score of the best path
 * @param probability of the words, however placed in time, among all sentences of the lattice
 */
public record Sentence(List<Word> words, double score, double probability) {

  /**
   * A word of a sentence.
   *
   * @param word as the language model spells it
   * @param arc its arc in the lattice
   * @param firstFrame from the start of the utterance
   * @param endFrame one past the last
   */
  public record Word(String word, int arc, int firstFrame, int endFrame) {}

  public Sentence {
    words = List.copyOf(words);
  }

  /** The words, separated by single spaces. */
  public String text() {
    return String.join(" ", words.stream().map(Word::word).toList());
  }
}

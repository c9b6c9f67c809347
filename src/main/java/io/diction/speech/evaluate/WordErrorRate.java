package io.diction.speech.evaluate;

import java.util.List;

/**
 * Word error rate: (substitutions + deletions + insertions) / words of the reference.
 *
 * @param substitutions words recognised as others
 * @param deletions words missed
 * @param insertions words made up
 * @param words words of the reference
 */
public record WordErrorRate(int substitutions, int deletions, int insertions, int words) {
  /** Nothing measured yet. */
  public static final WordErrorRate ZERO = new WordErrorRate(0, 0, 0, 0);

  /** The counts of a least-cost alignment; among those, of fewest substitutions, then deletions. */
  public static WordErrorRate of(List<String> reference, List<String> hypothesis) {
    return WordAlignment.align(reference, hypothesis).errors();
  }

  public WordErrorRate plus(WordErrorRate other) {
    return new WordErrorRate(
        substitutions + other.substitutions,
        deletions + other.deletions,
        insertions + other.insertions,
        words + other.words);
  }

  public int errors() {
    return substitutions + deletions + insertions;
  }

  /** Words recognised as they were said. */
  public int hits() {
    return words - substitutions - deletions;
  }

  /** Errors per word of the reference, 0.25 for 25 %; above 1 where much is made up. */
  public double rate() {
    return words == 0 ? (insertions == 0 ? 0 : 1) : (double) errors() / words;
  }
}

package io.diction.speech;

import io.diction.speech.lattice.Lattice;
import java.util.List;

/**
 * One utterance of a recording, with what else may have been said in it.
 *
 * @param best the words recognised
 * @param alternatives different sentences: {@code best}, then those of the best paths; empty where
 *     there was no word
 * @param lattice all that was considered; its frames count from {@code startSeconds}
 * @param startSeconds of the utterance, from the start of the recording
 * @param endSeconds of the utterance, from the start of the recording
 */
public record RecognizedPhrase(
    Hypothesis best,
    List<Alternative> alternatives,
    Lattice lattice,
    double startSeconds,
    double endSeconds) {

  /**
   * A sentence that may have been said.
   *
   * @param probability among all sentences considered, 0 to 1
   */
  public record Alternative(Hypothesis hypothesis, double probability) {

    /** How much of it is probably right: the mean confidence of its words, 0 without words. */
    public double confidence() {
      return hypothesis.words().stream().mapToDouble(WordTiming::confidence).average().orElse(0);
    }
  }

  public RecognizedPhrase {
    alternatives = List.copyOf(alternatives);
  }

  /** The same, later in its recording. */
  RecognizedPhrase shifted(double seconds) {
    return new RecognizedPhrase(
        best.shifted(seconds),
        alternatives.stream()
            .map(other -> new Alternative(other.hypothesis().shifted(seconds), other.probability()))
            .toList(),
        lattice,
        startSeconds + seconds,
        endSeconds + seconds);
  }
}

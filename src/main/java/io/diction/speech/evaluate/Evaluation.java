package io.diction.speech.evaluate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One system's result on a set of utterances.
 *
 * @param utterances in the order measured
 */
public record Evaluation(List<Scored> utterances) {

  /**
   * One utterance.
   *
   * @param id names it
   * @param alignment reference and hypothesis side by side
   */
  public record Scored(String id, WordAlignment alignment) {
    public static Scored of(String id, String reference, String hypothesis) {
      return new Scored(
          id, WordAlignment.align(ScoringText.words(reference), ScoringText.words(hypothesis)));
    }
  }

  /**
   * A word taken for another.
   *
   * @param reference what was said; empty for an insertion
   * @param hypothesis what was recognised; empty for a deletion
   */
  public record Confusion(String reference, String hypothesis, int count) {}

  public Evaluation {
    utterances = List.copyOf(utterances);
  }

  /** The counts over all utterances. */
  public WordErrorRate total() {
    WordErrorRate total = WordErrorRate.ZERO;
    for (Scored utterance : utterances) {
      total = total.plus(utterance.alignment().errors());
    }
    return total;
  }

  /** Share of utterances with at least one error. */
  public double sentenceErrorRate() {
    long wrong = utterances.stream().filter(u -> u.alignment().errors().errors() > 0).count();
    return utterances.isEmpty() ? 0 : (double) wrong / utterances.size();
  }

  /** The most frequent errors first; among equals by word. */
  public List<Confusion> confusions(int atMost) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (Scored utterance : utterances) {
      for (WordAlignment.Pair pair : utterance.alignment().pairs()) {
        if (pair.kind() != WordAlignment.Kind.HIT) {
          String said = pair.reference() == null ? "" : pair.reference();
          String heard = pair.hypothesis() == null ? "" : pair.hypothesis();
          counts.merge(List.of(said, heard), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .map(e -> new Confusion(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .sorted(
            Comparator.comparingInt(Confusion::count)
                .reversed()
                .thenComparing(Confusion::reference)
                .thenComparing(Confusion::hypothesis))
        .limit(atMost)
        .toList();
  }
}

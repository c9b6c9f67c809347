package io.diction.speech.lattice;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Competing words side by side, from the start of an utterance to its end.
 *
 * @param slots in order of time; the best of some is no word
 * @param expectedErrors of the best words, if the lattice's probabilities hold
 */
public record ConfusionNetwork(List<Slot> slots, double expectedErrors) {

  /**
   * A place with at most one word.
   *
   * @param candidates the most probable first; their probabilities add up to 1
   */
  public record Slot(List<Candidate> candidates) {
    public Slot {
      candidates = List.copyOf(candidates);
    }

    public Candidate best() {
      return candidates.get(0);
    }
  }

  /**
   * What may stand in a slot.
   *
   * @param word empty for none
   * @param probability 0 to 1
   * @param firstFrame of its most probable arc
   * @param endFrame one past the last of that arc
   */
  public record Candidate(String word, double probability, int firstFrame, int endFrame) {}

  public ConfusionNetwork {
    slots = List.copyOf(slots);
  }

  /** The best of each slot, as far as it is a word. */
  public List<Candidate> words() {
    return slots.stream().map(Slot::best).filter(c -> !c.word().isEmpty()).toList();
  }

  /** The best words, separated by single spaces. */
  public String text() {
    return words().stream().map(Candidate::word).collect(Collectors.joining(" "));
  }
}

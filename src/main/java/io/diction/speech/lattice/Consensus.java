package io.diction.speech.lattice;

import io.diction.speech.lattice.ConfusionNetwork.Candidate;
import io.diction.speech.lattice.ConfusionNetwork.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The sentence with the least expected number of word errors, in place of the most probable one,
 * with the words that compete at each place (L. Mangu, E. Brill and A. Stolcke, "Finding consensus
 * in speech recognition", Computer Speech and Language 14(4), 2000, by the recursion of Xu, Povey,
 * Mangu and Zhu, 2011). For one thread, reused.
 */
public final class Consensus {
  /** Scale of a path's score; near the reciprocal of a usual language weight. */
  public static final double SCALE = 1 / 10.0;

  /**
   * Scale at which the words with the fewest expected errors have the fewest real ones: of 1/5 to
   * 1/18 on training clips with the base model (22.9 % word errors at 1/13 and 23.0 % at 1/18, 24.4
   * % without) and with custom models (17.5 %, 17.2 %, 17.7 %).
   */
  public static final double BEST_SCALE = 1 / 15.0;

  private static final int MOST_ROUNDS = 10;

  private final Posteriors posteriors = new Posteriors();
  private final EditStatistics statistics = new EditStatistics();

  /** Words with a place for nothing before, between and behind them. */
  private int[] words = new int[1 << 8];

  private int[] better = new int[1 << 8];
  private double[] probability = new double[1 << 8];
  private int places;

  /** Decodes a lattice; an empty one gives no slots. */
  public ConfusionNetwork decode(Lattice lattice, LatticeWeights weights, double scale) {
    List<Sentence> best = new NBest(lattice, weights, scale).find(1);
    if (best.isEmpty()) {
      return new ConfusionNetwork(List.of(), 0);
    }
    int[] start = best.get(0).words().stream().mapToInt(w -> lattice.word(w.arc())).toArray();
    refine(lattice, weights, scale, start, start.length);
    return network(lattice);
  }

  /**
   * Goes from a sentence to the one with the fewest expected errors; allocates only for more than
   * any before.
   *
   * @param lattice with at least one arc
   * @param sentence numbers of words in the lattice's vocabulary
   * @param length of the sentence
   * @return the number of words found
   */
  public int refine(
      Lattice lattice, LatticeWeights weights, double scale, int[] sentence, int length) {
    posteriors.compute(lattice, weights, scale);
    space(sentence, length);
    statistics.compute(lattice, posteriors, words, places);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      statistics.mostProbable(better, probability);
      int found = 0;
      for (int place = 0; place < places; place++) {
        if (better[place] != EditStatistics.NOTHING) {
          better[found++] = better[place];
        }
      }
      if (isSame(found)) {
        break;
      }
      double before = statistics.expectedErrors();
      space(better, found);
      statistics.compute(lattice, posteriors, words, places);
      if (statistics.expectedErrors() > before - 1e-9) {
        break;
      }
    }
    return places / 2;
  }

  /** Number of a word found by {@link #refine}. */
  public int word(int index) {
    return words[2 * index + 1];
  }

  /** First frame of its most probable arc. */
  public int firstFrame(int index) {
    return statistics.firstFrame(2 * index + 1, word(index));
  }

  /** One past the last frame of its most probable arc. */
  public int endFrame(int index) {
    return statistics.endFrame(2 * index + 1, word(index));
  }

  private boolean isSame(int found) {
    if (found != places / 2) {
      return false;
    }
    for (int i = 0; i < found; i++) {
      if (better[i] != word(i)) {
        return false;
      }
    }
    return true;
  }

  private void space(int[] sentence, int length) {
    places = 2 * length + 1;
    if (words.length < places) {
      words = new int[2 * places];
      better = Arrays.copyOf(better, 2 * places);
      probability = new double[2 * places];
    }
    Arrays.fill(words, 0, places, EditStatistics.NOTHING);
    for (int i = 0; i < length; i++) {
      words[2 * i + 1] = sentence[i];
    }
  }

  private ConfusionNetwork network(Lattice lattice) {
    List<List<Candidate>> candidates = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      candidates.add(new ArrayList<>());
    }
    statistics.forEach(
        (place, word, probability, begin, end) ->
            candidates
                .get(place)
                .add(
                    new Candidate(
                        word == EditStatistics.NOTHING ? "" : lattice.vocabulary().word(word),
                        Math.min(1, probability),
                        begin,
                        end)));
    List<Slot> slots = new ArrayList<>();
    for (List<Candidate> slot : candidates) {
      slot.sort(
          Comparator.comparingDouble(Candidate::probability)
              .reversed()
              .thenComparing(Candidate::word));
      if (slot.stream().anyMatch(candidate -> !candidate.word().isEmpty())) {
        slots.add(new Slot(slot));
      }
    }
    return new ConfusionNetwork(slots, statistics.expectedErrors());
  }
}

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

  private static final int MOST_ROUNDS = 10;

  private final Posteriors posteriors = new Posteriors();
  private final EditStatistics statistics = new EditStatistics();

  /** Decodes a lattice; an empty one gives no slots. */
  public ConfusionNetwork decode(Lattice lattice, LatticeWeights weights, double scale) {
    List<Sentence> best = new NBest(lattice, weights, scale).find(1);
    if (best.isEmpty()) {
      return new ConfusionNetwork(List.of(), 0);
    }
    posteriors.compute(lattice, weights, scale);
    int[] words =
        spaced(best.get(0).words().stream().mapToInt(w -> lattice.word(w.arc())).toArray());
    statistics.compute(lattice, posteriors, words, words.length);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int[] better = spaced(mostProbable(words.length));
      if (Arrays.equals(better, words)) {
        break;
      }
      double before = statistics.expectedErrors();
      statistics.compute(lattice, posteriors, better, better.length);
      words = better;
      if (statistics.expectedErrors() > before - 1e-9) {
        break;
      }
    }
    return network(lattice, words.length);
  }

  /** Words with a place for nothing before, between and behind them. */
  private static int[] spaced(int[] words) {
    int[] spaced = new int[2 * words.length + 1];
    Arrays.fill(spaced, EditStatistics.NOTHING);
    for (int i = 0; i < words.length; i++) {
      spaced[2 * i + 1] = words[i];
    }
    return spaced;
  }

  private int[] mostProbable(int places) {
    int[] words = new int[places];
    double[] highest = new double[places];
    Arrays.fill(words, EditStatistics.NOTHING);
    statistics.forEach(
        (place, word, probability, begin, end) -> {
          if (probability > highest[place]
              || (probability == highest[place] && word < words[place])) {
            highest[place] = probability;
            words[place] = word;
          }
        });
    return Arrays.stream(words).filter(word -> word != EditStatistics.NOTHING).toArray();
  }

  private ConfusionNetwork network(Lattice lattice, int places) {
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

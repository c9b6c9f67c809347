package io.diction.speech.lattice;

import io.diction.speech.LogAdd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The best different sentences of a lattice, best first, by A* from its end to its start: the best
 * score of the way that is left is known exactly, so paths come out in order of their scores (F.
 * Soong and E. Huang, "A Tree-Trellis Based Fast Search for Finding the N Best Sentence Hypotheses
 * in Continuous Speech Recognition", ICASSP 1991). Of the paths through a node that end in the same
 * words only the best is followed.
 */
public final class NBest {
  /** Partial paths looked at for each sentence wanted, so that a dense lattice costs little. */
  private static final int STEPS_EACH = 20_000;

  private final Lattice lattice;
  private final LatticeWeights weights;
  private final double scale;

  /** [node] best score from the start. */
  private final double[] best;

  /** Different endings: (ending, word before it) to a number. */
  private final Map<Long, Integer> endings = new HashMap<>();

  /**
   * A path from a node to the end.
   *
   * @param ending number of its words
   * @param arc the first, or -1
   * @param behind the rest; null for none
   */
  private record Partial(int node, int ending, int arc, Partial behind, double score, double total)
      implements Comparable<Partial> {
    @Override
    public int compareTo(Partial other) {
      int order = Double.compare(other.total, total);
      return order != 0 ? order : Integer.compare(arc, other.arc);
    }
  }

  /**
   * @param weights of the scores
   * @param scale of a path's score for probabilities, such as {@link Consensus#SCALE}
   */
  public NBest(Lattice lattice, LatticeWeights weights, double scale) {
    this.lattice = lattice;
    this.weights = weights;
    this.scale = scale;
    best = new double[lattice.nodes()];
    for (int node = 1; node < lattice.nodes(); node++) {
      best[node] = Double.NEGATIVE_INFINITY;
      for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
        best[node] = Math.max(best[node], best[lattice.from(arc)] + lattice.score(arc, weights));
      }
    }
  }

  /** At most so many sentences; none for an empty lattice. */
  public List<Sentence> find(int atMost) {
    List<Sentence> found = new ArrayList<>();
    if (lattice.nodes() == 0 || atMost < 1) {
      return found;
    }
    Posteriors posteriors = new Posteriors();
    posteriors.compute(lattice, weights, scale);
    endings.clear();
    Set<Long> followed = new HashSet<>();
    PriorityQueue<Partial> queue = new PriorityQueue<>();
    int last = lattice.nodes() - 1;
    queue.add(new Partial(last, 0, -1, null, 0, best[last]));
    long steps = (long) STEPS_EACH * atMost;
    while (!queue.isEmpty() && found.size() < atMost && steps-- > 0) {
      Partial path = queue.remove();
      if (!followed.add((long) path.node << 32 | path.ending)) {
        continue;
      }
      if (path.node == 0) {
        found.add(sentence(path, posteriors.total()));
        continue;
      }
      for (int arc = lattice.firstArc(path.node); arc < lattice.firstArc(path.node + 1); arc++) {
        int from = lattice.from(arc);
        double score = path.score + lattice.score(arc, weights);
        int ending = lattice.isWord(arc) ? ending(path.ending, lattice.word(arc)) : path.ending;
        queue.add(new Partial(from, ending, arc, path, score, score + best[from]));
      }
    }
    return found;
  }

  /** The probability of a sentence among all of the lattice; 0 when it is none of them. */
  public double probability(List<String> words) {
    if (lattice.nodes() == 0) {
      return 0;
    }
    Posteriors posteriors = new Posteriors();
    posteriors.compute(lattice, weights, scale);
    int[] numbers = words.stream().mapToInt(lattice.vocabulary()::id).toArray();
    return Math.min(1, StrictMath.exp(sum(numbers) - posteriors.total()));
  }

  private int ending(int behind, int word) {
    return endings.computeIfAbsent((long) behind << 32 | word, key -> endings.size() + 1);
  }

  private Sentence sentence(Partial path, double total) {
    List<Sentence.Word> words = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (Partial p = path; p.behind != null; p = p.behind) {
      if (lattice.isWord(p.arc)) {
        String word = lattice.vocabulary().word(lattice.word(p.arc));
        int end = lattice.frame(p.behind.node);
        words.add(new Sentence.Word(word, p.arc, lattice.frame(p.node), end));
        numbers.add(lattice.word(p.arc));
      }
    }
    int[] sequence = numbers.stream().mapToInt(Integer::intValue).toArray();
    double probability = Math.min(1, StrictMath.exp(sum(sequence) - total));
    return new Sentence(words, path.score, probability);
  }

  /** ln of the sum over all paths with these words. */
  private double sum(int[] words) {
    int width = words.length + 1;
    double[] sums = new double[lattice.nodes() * width];
    Arrays.fill(sums, Double.NEGATIVE_INFINITY);
    sums[0] = 0;
    for (int node = 1; node < lattice.nodes(); node++) {
      for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
        int from = lattice.from(arc) * width;
        double score = scale * lattice.score(arc, weights);
        int taken = lattice.isWord(arc) ? 1 : 0;
        for (int q = taken; q < width; q++) {
          if (taken == 0 || words[q - 1] == lattice.word(arc)) {
            int to = node * width + q;
            sums[to] = LogAdd.exact(sums[to], sums[from + q - taken] + score);
          }
        }
      }
    }
    return sums[sums.length - 1];
  }
}

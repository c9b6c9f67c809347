package io.diction.speech.lattice;

import java.util.Arrays;

/**
 * How the sentences of a lattice align with one sentence, on average over their probabilities: the
 * expected number of errors of that sentence, and what stands beside each of its words.
 *
 * <p>H. Xu, D. Povey, L. Mangu and J. Zhu, "Minimum Bayes Risk decoding and system combination
 * based on a recursion for edit distance", Computer Speech and Language 25(4), 2011, section 5. The
 * names of the paper: {@code distance} is alpha', {@code share} beta', {@link #beside} gamma.
 *
 * <p>For one thread, reused; allocates only for more than any before.
 */
final class EditStatistics {
  /** Stands for "no word" in the sentence and in statistics. */
  static final int NOTHING = -1;

  /** Keeps a skipped word a little dearer than an aligned one, which breaks ties. */
  private static final double TIE = 1e-5;

  private static final byte ALIGNED = 1;
  private static final byte ARC_SKIPPED = 2;
  private static final byte WORD_SKIPPED = 3;

  private int[] words = new int[0];
  private int length;

  /** [node * (length + 1) + q] expected distance to the sentence's first q words. */
  private double[] distance = new double[1 << 14];

  private double[] share = new double[1 << 14];
  private double[] arcDistance = new double[1 << 8];
  private double[] arcShare = new double[1 << 8];
  private byte[] step = new byte[1 << 8];

  /** Sparse (place, word) to gamma and times, by open addressing. */
  private long[] keys = new long[1 << 10];

  private double[] gamma = new double[1 << 10];

  /** Of all that stands there for a word: the most probable alone, and its times. */
  private double[] greatest = new double[1 << 10];

  private int[] begin = new int[1 << 10];
  private int[] end = new int[1 << 10];
  private int used;
  private double expected;

  /**
   * Aligns all sentences of a lattice.
   *
   * @param lattice with at least one arc
   * @param posteriors of the same lattice
   * @param sentence numbers of words; {@link #NOTHING} for a place between words
   */
  void compute(Lattice lattice, Posteriors posteriors, int[] sentence, int sentenceLength) {
    words = sentence;
    length = sentenceLength;
    int width = length + 1;
    reserve(lattice.nodes() * width, width);
    Arrays.fill(keys, 0);
    used = 0;
    Arrays.fill(distance, 0, lattice.nodes() * width, 0);
    Arrays.fill(share, 0, lattice.nodes() * width, 0);
    for (int q = 1; q <= length; q++) {
      distance[q] = distance[q - 1] + loss(NOTHING, words[q - 1], 0);
    }
    for (int node = 1; node < lattice.nodes(); node++) {
      for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
        align(lattice, arc);
        double weight = posteriors.cameBy(arc, node);
        for (int q = 0; q <= length; q++) {
          distance[node * width + q] += weight * arcDistance[q];
        }
      }
    }
    int last = lattice.nodes() - 1;
    expected = distance[last * width + length];
    share[last * width + length] = 1;
    for (int node = last; node > 0; node--) {
      for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
        distribute(lattice, arc, node, posteriors.cameBy(arc, node));
      }
    }
    double rest = 0;
    for (int q = length; q > 0; q--) {
      rest += share[q];
      add(q - 1, NOTHING, rest, 0, 0);
    }
  }

  private void reserve(int cells, int width) {
    if (distance.length < cells) {
      distance = new double[cells + cells / 2];
      share = new double[cells + cells / 2];
    }
    if (arcDistance.length < width) {
      arcDistance = new double[2 * width];
      arcShare = new double[2 * width];
      step = new byte[2 * width];
    }
  }

  private static double loss(int said, int heard, double extra) {
    return said == heard ? 0 : 1 + extra;
  }

  private static int wordOf(Lattice lattice, int arc) {
    return lattice.isWord(arc) ? lattice.word(arc) : NOTHING;
  }

  /** Distances behind an arc, and how each came about. */
  private void align(Lattice lattice, int arc) {
    int from = lattice.from(arc) * (length + 1);
    int word = wordOf(lattice, arc);
    double skipped = loss(word, NOTHING, TIE);
    arcDistance[0] = distance[from] + skipped;
    step[0] = ARC_SKIPPED;
    for (int q = 1; q <= length; q++) {
      double best = distance[from + q - 1] + loss(word, words[q - 1], 0);
      byte how = ALIGNED;
      double without = distance[from + q] + skipped;
      if (without < best) {
        best = without;
        how = ARC_SKIPPED;
      }
      double missing = arcDistance[q - 1] + loss(NOTHING, words[q - 1], 0);
      if (missing < best) {
        best = missing;
        how = WORD_SKIPPED;
      }
      arcDistance[q] = best;
      step[q] = how;
    }
  }

  private void distribute(Lattice lattice, int arc, int node, double weight) {
    align(lattice, arc);
    int width = length + 1;
    int from = lattice.from(arc);
    int word = wordOf(lattice, arc);
    Arrays.fill(arcShare, 0, width, 0);
    for (int q = length; q > 0; q--) {
      double mass = arcShare[q] + weight * share[node * width + q];
      if (mass == 0) {
        continue;
      }
      if (step[q] == ALIGNED) {
        share[from * width + q - 1] += mass;
        add(q - 1, word, mass, lattice.frame(from), lattice.frame(node));
      } else if (step[q] == ARC_SKIPPED) {
        share[from * width + q] += mass;
      } else {
        arcShare[q - 1] += mass;
        add(q - 1, NOTHING, mass, lattice.frame(node), lattice.frame(node));
      }
    }
    share[from * width] += arcShare[0] + weight * share[node * width];
  }

  private void add(int place, int word, double mass, int from, int to) {
    int slot = slot(place, word);
    if (keys[slot] == 0) {
      if (2 * used >= keys.length) {
        grow();
        slot = slot(place, word);
      }
      keys[slot] = key(place, word);
      gamma[slot] = 0;
      greatest[slot] = 0;
      begin[slot] = from;
      end[slot] = to;
      used++;
    }
    gamma[slot] += mass;
    if (mass > greatest[slot]) {
      greatest[slot] = mass;
      begin[slot] = from;
      end[slot] = to;
    }
  }

  private static long key(int place, int word) {
    return (place + 1L) << 32 | (word + 1L);
  }

  private int slot(int place, int word) {
    long key = key(place, word);
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    double[] oldGamma = gamma;
    double[] oldGreatest = greatest;
    int[] oldBegin = begin;
    int[] oldEnd = end;
    keys = new long[2 * oldKeys.length];
    gamma = new double[keys.length];
    greatest = new double[keys.length];
    begin = new int[keys.length];
    end = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot((int) (oldKeys[i] >>> 32) - 1, (int) oldKeys[i] - 1);
        keys[slot] = oldKeys[i];
        gamma[slot] = oldGamma[i];
        greatest[slot] = oldGreatest[i];
        begin[slot] = oldBegin[i];
        end[slot] = oldEnd[i];
      }
    }
  }

  /** Expected number of errors of the sentence. */
  double expectedErrors() {
    return expected;
  }

  /**
   * The probability that a word stands beside a place of the sentence.
   *
   * @param word or {@link #NOTHING}
   */
  double beside(int place, int word) {
    int slot = slot(place, word);
    return keys[slot] == 0 ? 0 : gamma[slot];
  }

  /** First frame of the most probable arc that stands for a word at a place. */
  int firstFrame(int place, int word) {
    int slot = slot(place, word);
    return keys[slot] == 0 ? 0 : begin[slot];
  }

  /** One past its last frame. */
  int endFrame(int place, int word) {
    int slot = slot(place, word);
    return keys[slot] == 0 ? 0 : end[slot];
  }

  /**
   * The most probable word of each place, {@link #NOTHING} included.
   *
   * @param best receives the words
   * @param probability scratch memory of the same length
   */
  void mostProbable(int[] best, double[] probability) {
    Arrays.fill(best, 0, length, NOTHING);
    Arrays.fill(probability, 0, length, 0);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int place = (int) (keys[i] >>> 32) - 1;
        int word = (int) keys[i] - 1;
        // Among equals the smaller number: the order of slots must not matter.
        if (gamma[i] > probability[place]
            || (gamma[i] == probability[place] && word < best[place])) {
          probability[place] = gamma[i];
          best[place] = word;
        }
      }
    }
  }

  /** Receives what stands beside the places of the sentence, in no particular order. */
  interface Receiver {
    /**
     * @param begin first frame of the most probable arc, {@code end} one past its last
     */
    void beside(int place, int word, double probability, int begin, int end);
  }

  void forEach(Receiver receiver) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0 && gamma[i] > 0) {
        receiver.beside((int) (keys[i] >>> 32) - 1, (int) keys[i] - 1, gamma[i], begin[i], end[i]);
      }
    }
  }
}

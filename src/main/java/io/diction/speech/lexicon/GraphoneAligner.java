package io.diction.speech.lexicon;

import io.diction.speech.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts words and their pronunciations into pairs of one or two letters and up to two phones
 * ("graphones"), by expectation maximisation over all ways to cut; S. Jiampojamarn, G. Kondrak and
 * T. Sherif, "Applying Many-to-Many Alignments and Hidden Markov Models to Letter-to-Phoneme
 * Conversion", NAACL 2007.
 *
 * <p>A pair has one letter and no, one or two phones, or two letters and one phone.
 */
final class GraphoneAligner {
  private static final int ITERATIONS = 6;

  /** Below this a pair is no longer tried. */
  private static final double NEGLIGIBLE = 1e-9;

  private final int letters;
  private final int phones;
  private final int phoneUnits;
  private double[] probs;

  /**
   * A word to align.
   *
   * @param letters numbers of its letters
   * @param phones numbers of its phones
   */
  record Entry(int[] letters, int[] phones) {
    boolean canAlign() {
      return phones.length <= 2 * letters.length && letters.length <= 2 * phones.length + 8;
    }
  }

  GraphoneAligner(int letters, int phones) {
    this.letters = letters;
    this.phones = phones;
    phoneUnits = 1 + phones + phones * phones;
    long size = (long) letters * phoneUnits + (long) letters * letters * phones;
    if (size > 50_000_000) {
      throw new IllegalArgumentException(letters + " letters and " + phones + " phones");
    }
    probs = new double[(int) size];
    Arrays.fill(probs, 1);
  }

  /** Learns which pairs occur. */
  void train(List<Entry> entries, Progress progress) {
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] counts = new double[probs.length];
      for (int e = 0; e < entries.size(); e++) {
        if ((e & 0xFFF) == 0) {
          progress.checkCancelled();
          progress.report((iteration + (double) e / entries.size()) / ITERATIONS, "");
        }
        if (entries.get(e).canAlign()) {
          count(entries.get(e), counts);
        }
      }
      double total = 0;
      for (double count : counts) {
        total += count;
      }
      for (int unit = 0; unit < counts.length; unit++) {
        double prob = counts[unit] / total;
        counts[unit] = prob < NEGLIGIBLE ? 0 : prob;
      }
      probs = counts;
    }
  }

  /** Adds the expected number of uses of each pair in one entry (forward and backward sums). */
  private void count(Entry entry, double[] counts) {
    int[] x = entry.letters();
    int[] y = entry.phones();
    double[][] forward = new double[x.length + 1][y.length + 1];
    double[][] backward = new double[x.length + 1][y.length + 1];
    forward[0][0] = 1;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= y.length; j++) {
        double f = forward[i][j];
        if (f == 0) {
          continue;
        }
        for (int p = 0; p <= 2 && j + p <= y.length; p++) {
          forward[i + 1][j + p] += f * probs[single(x[i], y, j, p)];
        }
        if (i + 1 < x.length && j < y.length) {
          forward[i + 2][j + 1] += f * probs[pair(x[i], x[i + 1], y[j])];
        }
      }
    }
    double total = forward[x.length][y.length];
    if (total <= 0) {
      return;
    }
    backward[x.length][y.length] = 1;
    for (int i = x.length - 1; i >= 0; i--) {
      for (int j = y.length; j >= 0; j--) {
        double sum = 0;
        for (int p = 0; p <= 2 && j + p <= y.length; p++) {
          int unit = single(x[i], y, j, p);
          double arc = probs[unit] * backward[i + 1][j + p];
          sum += arc;
          counts[unit] += forward[i][j] * arc / total;
        }
        if (i + 1 < x.length && j < y.length) {
          int unit = pair(x[i], x[i + 1], y[j]);
          double arc = probs[unit] * backward[i + 2][j + 1];
          sum += arc;
          counts[unit] += forward[i][j] * arc / total;
        }
        backward[i][j] = sum;
      }
    }
  }

  /** The pairs of the most probable cut, or an empty list where none is possible. */
  List<Graphone> align(Entry entry) {
    if (!entry.canAlign()) {
      return List.of();
    }
    int[] x = entry.letters();
    int[] y = entry.phones();
    double[][] best = new double[x.length + 1][y.length + 1];
    byte[][] steps = new byte[x.length + 1][y.length + 1];
    best[0][0] = 1;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= y.length; j++) {
        for (int p = 0; p <= 2 && j + p <= y.length; p++) {
          double score = best[i][j] * probs[single(x[i], y, j, p)];
          if (score > best[i + 1][j + p]) {
            best[i + 1][j + p] = score;
            steps[i + 1][j + p] = (byte) p;
          }
        }
        if (i + 1 < x.length && j < y.length) {
          double score = best[i][j] * probs[pair(x[i], x[i + 1], y[j])];
          if (score > best[i + 2][j + 1]) {
            best[i + 2][j + 1] = score;
            steps[i + 2][j + 1] = PAIR;
          }
        }
      }
    }
    List<Graphone> cut = new ArrayList<>();
    if (best[x.length][y.length] == 0) {
      return cut;
    }
    for (int i = x.length, j = y.length; i > 0; ) {
      int step = steps[i][j];
      if (step == PAIR) {
        cut.add(0, new Graphone(List.of(x[i - 2], x[i - 1]), List.of(y[j - 1])));
        i -= 2;
        j--;
      } else {
        List<Integer> heard = new ArrayList<>();
        for (int k = j - step; k < j; k++) {
          heard.add(y[k]);
        }
        cut.add(0, new Graphone(List.of(x[i - 1]), heard));
        i--;
        j -= step;
      }
    }
    return cut;
  }

  private static final byte PAIR = 3;

  /**
   * Letters and the phones they stand for, by number.
   *
   * @param letters one or two
   * @param phones up to two
   */
  record Graphone(List<Integer> letters, List<Integer> phones) {
    Graphone {
      letters = List.copyOf(letters);
      phones = List.copyOf(phones);
    }
  }

  private int single(int letter, int[] y, int from, int count) {
    int unit =
        count == 0 ? 0 : count == 1 ? 1 + y[from] : 1 + phones + y[from] * phones + y[from + 1];
    return letter * phoneUnits + unit;
  }

  private int pair(int first, int second, int phone) {
    return letters * phoneUnits + (first * letters + second) * phones + phone;
  }
}

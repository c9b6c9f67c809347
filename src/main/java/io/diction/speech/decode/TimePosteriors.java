package io.diction.speech.decode;

import io.diction.speech.LogAdd;
import java.util.Arrays;

/**
 * The posterior probability of a word among all words that the search considered at that time,
 * those included from which no path led on.
 *
 * <p>The ends of words in a {@link History} are the edges of a word graph. Up to its end an edge
 * has the score of the best path there; behind it, the sum over all paths of edges that meet in
 * time, whatever their context. The posterior of a word at a frame is the share that edges of the
 * same word have among those that cover the frame, and that of the word the highest over its frames
 * (F. Wessel, R. Schlüter, K. Macherey and H. Ney, "Confidence Measures for Large Vocabulary
 * Continuous Speech Recognition", IEEE Trans. Speech and Audio Processing 9(3), 2001, formula 13).
 *
 * <p>For one thread, reused.
 */
final class TimePosteriors {
  /**
   * Acoustic scores of neighbouring frames are far from independent; scaling all scores evens that
   * out. Of 1/3.5, 1/5, 1/8, 1/12 and 1/16 this gives the highest normalised cross entropy on
   * training clips.
   */
  private static final double SCALE = 1 / 8.0;

  private final LexiconTree tree;

  /** [frame] ln of the sum over all paths from the frame to the end. */
  private double[] backward = new double[1 << 10];

  /** [frame] sum over the edges that cover it. */
  private double[] total = new double[1 << 10];

  /** [edge] its share, not normalised. */
  private double[] shares = new double[1 << 14];

  /** [edge] whether the end before it is the same word with other phones to follow. */
  private boolean[] repeated = new boolean[1 << 14];

  private double[] covering = new double[1 << 8];

  TimePosteriors(LexiconTree tree) {
    this.tree = tree;
  }

  /** Weighs all words of an utterance. */
  void prepare(History history, int frames) {
    if (backward.length <= frames) {
      backward = new double[frames * 5 / 4 + 1];
      total = new double[backward.length];
    }
    if (repeated.length < history.size) {
      repeated = new boolean[history.word.length];
      shares = new double[history.word.length];
    }
    Arrays.fill(backward, 0, frames + 1, Double.NEGATIVE_INFINITY);
    backward[frames] = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = history.size - 1; i >= 0; i--) {
      repeated[i] = isRepeated(history, i);
      if (!repeated[i]) {
        int before = history.before[i];
        double own = history.score[i] - (before == History.NONE ? 0 : history.score[before]);
        double behind = backward[history.frame[i] + 1];
        int start = start(history, i);
        backward[start] = LogAdd.exact(backward[start], SCALE * own + behind);
        shares[i] = SCALE * history.score[i] + behind;
        highest = Math.max(highest, shares[i]);
      }
    }
    Arrays.fill(total, 0, frames + 1, 0);
    for (int i = 0; i < history.size; i++) {
      shares[i] = repeated[i] ? 0 : StrictMath.exp(shares[i] - highest);
      total[start(history, i)] += shares[i];
      total[history.frame[i] + 1] -= shares[i];
    }
    for (int frame = 1; frame <= frames; frame++) {
      total[frame] += total[frame - 1];
    }
  }

  /** The ends of one word for different following phones come one after the other. */
  private static boolean isRepeated(History history, int i) {
    return i > 0
        && history.word[i] == history.word[i - 1]
        && history.frame[i] == history.frame[i - 1]
        && history.state[i] == history.state[i - 1];
  }

  private static int start(History history, int i) {
    int before = history.before[i];
    return before == History.NONE ? 0 : history.frame[before] + 1;
  }

  /** The posterior of a word of the language model between two frames, 0 to 1. */
  double of(History history, int word, int first, int last) {
    if (covering.length < last - first + 2) {
      covering = new double[2 * (last - first + 2)];
    }
    Arrays.fill(covering, 0, last - first + 2, 0);
    for (int i = 0; i < history.size; i++) {
      if (shares[i] == 0 || history.word[i] < 0 || tree.wordOf[history.word[i]] != word) {
        continue;
      }
      int from = Math.max(start(history, i), first);
      int to = Math.min(history.frame[i], last);
      if (from <= to) {
        covering[from - first] += shares[i];
        covering[to + 1 - first] -= shares[i];
      }
    }
    double sum = 0;
    double highest = 0;
    for (int i = 0; i <= last - first; i++) {
      sum += covering[i];
      if (total[first + i] > 0) {
        highest = Math.max(highest, sum / total[first + i]);
      }
    }
    return Math.min(highest, 1);
  }
}

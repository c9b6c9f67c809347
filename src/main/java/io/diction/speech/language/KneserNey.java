package io.diction.speech.language;

import io.diction.speech.Progress;

/**
 * Estimates a back-off model by interpolated modified Kneser-Ney smoothing; S. Chen and J. Goodman,
 * "An Empirical Study of Smoothing Techniques for Language Modeling", Harvard TR-10-98, 1998.
 *
 * <p>P(w | h) = (c(hw) - D(c(hw))) / c(h) + g(h) P(w | h'), where h' is h without its first word
 * and g(h) the mass that discounting freed. Orders below the highest count the different words seen
 * before a sequence in place of its occurrences, except for sequences that begin a sentence, which
 * nothing precedes. The unigram is interpolated with the uniform distribution over all words. The
 * interpolated sum is stored as the n-gram's probability and g(h) as the back-off weight, which
 * makes the back-off form exactly equal.
 */
public final class KneserNey {
  private KneserNey() {}

  /** The usual discounts for counts of one, two and more, for texts too small to estimate them. */
  private static final double[] FALLBACK = {0, 0.5, 1.0, 1.5};

  /**
   * Estimates the model of the counted text. The same counts give the same model to the last bit.
   */
  public static BackoffLanguageModel estimate(NGramCounts counts, Progress progress) {
    NGramCounts.Sorted sorted = counts.sort(progress);
    return new Estimation(sorted, progress).estimate();
  }

  /** The discounts of an order: [1], [2] for counts of one and two, [3] for more. */
  static double[] discounts(int[] counts) {
    long[] having = new long[5];
    for (int count : counts) {
      if (count >= 1 && count <= 4) {
        having[count]++;
      }
    }
    return discounts(having);
  }

  /**
   * The same.
   *
   * @param having [1] to [4]: how many n-grams have that count
   */
  static double[] discounts(long[] having) {
    if (having[1] == 0 || having[2] == 0 || having[3] == 0 || having[4] == 0) {
      return FALLBACK;
    }
    double y = having[1] / (having[1] + 2.0 * having[2]);
    double[] discounts = new double[4];
    for (int k = 1; k <= 3; k++) {
      discounts[k] = k - (k + 1) * y * having[k + 1] / having[k];
      if (discounts[k] <= 0 || discounts[k] > k) {
        return FALLBACK;
      }
    }
    return discounts;
  }

  /** One estimation; arrays are indexed by order and place as in {@link NGramCounts.Sorted}. */
  private static final class Estimation {
    private final NGramCounts.Sorted sorted;
    private final Progress progress;
    private final int order;
    private final int[][] suffixes;
    private final int[][] adjusted;
    private final double[][] probs;
    private final double[][] freed;

    Estimation(NGramCounts.Sorted sorted, Progress progress) {
      this.sorted = sorted;
      this.progress = progress;
      order = sorted.order();
      suffixes = new int[order + 1][];
      adjusted = new int[order + 1][];
      probs = new double[order + 1][];
      freed = new double[order + 1][];
    }

    BackoffLanguageModel estimate() {
      suffixes[1] = new int[sorted.words()[1].length];
      for (int n = 2; n <= order; n++) {
        progress.checkCancelled();
        suffixes[n] = linkSuffixes(n);
      }
      for (int n = 1; n <= order; n++) {
        progress.checkCancelled();
        adjusted[n] = n == order ? sorted.counts()[n] : continuations(n);
      }
      // The begin of a sentence is given, never predicted.
      int begin = sorted.vocabulary().id(BackoffLanguageModel.BEGIN);
      adjusted[1][begin] = 0;
      for (int n = 1; n <= order; n++) {
        progress.checkCancelled();
        estimateOrder(n, begin);
        progress.report((double) n / order, "");
      }
      return model(begin);
    }

    /** Where each sequence stands without its first word; those are always counted too. */
    private int[] linkSuffixes(int n) {
      int[] parents = sorted.parents()[n];
      int[] words = sorted.words()[n];
      int[] links = new int[words.length];
      int[] firstChild = n == 2 ? null : firstChildren(n - 1);
      for (int i = 0; i < links.length; i++) {
        links[i] =
            n == 2 ? words[i] : find(n - 1, firstChild, suffixes[n - 1][parents[i]], words[i]);
      }
      return links;
    }

    private int[] firstChildren(int n) {
      int[] parents = sorted.parents()[n];
      int[] first = new int[sorted.words()[n - 1].length + 1];
      for (int parent : parents) {
        first[parent + 1]++;
      }
      for (int i = 1; i < first.length; i++) {
        first[i] += first[i - 1];
      }
      return first;
    }

    private int find(int n, int[] firstChild, int parent, int word) {
      int[] words = sorted.words()[n];
      int low = firstChild[parent];
      int high = firstChild[parent + 1] - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (words[middle] < word) {
          low = middle + 1;
        } else if (words[middle] > word) {
          high = middle - 1;
        } else {
          return middle;
        }
      }
      throw new IllegalStateException("an n-gram without its suffix");
    }

    /** How many different words precede a sequence; its occurrences where nothing can. */
    private int[] continuations(int n) {
      int[] before = new int[sorted.words()[n].length];
      for (int suffix : suffixes[n + 1]) {
        before[suffix]++;
      }
      for (int i = 0; i < before.length; i++) {
        if (before[i] == 0) {
          before[i] = sorted.counts()[n][i];
        }
      }
      return before;
    }

    private void estimateOrder(int n, int begin) {
      int[] counts = adjusted[n];
      int[] parents = sorted.parents()[n];
      double[] discounts = discounts(counts);
      probs[n] = new double[counts.length];
      int histories = n == 1 ? 1 : sorted.words()[n - 1].length;
      freed[n - 1] = new double[histories];
      for (int from = 0, to; from < counts.length; from = to) {
        int parent = parents[from];
        long total = 0;
        double mass = 0;
        for (to = from; to < counts.length && parents[to] == parent; to++) {
          total += counts[to];
          mass += discounts[Math.min(counts[to], 3)];
        }
        double gamma = total == 0 ? 1 : mass / total;
        freed[n - 1][parent] = gamma;
        for (int i = from; i < to; i++) {
          double lower =
              n == 1 ? 1.0 / Math.max(1, counts.length - 1) : probs[n - 1][suffixes[n][i]];
          double kept = total == 0 ? 0 : (counts[i] - discounts[Math.min(counts[i], 3)]) / total;
          probs[n][i] = kept + gamma * lower;
        }
      }
      if (n == 1) {
        probs[1][begin] = 0;
      }
    }

    private BackoffLanguageModel model(int begin) {
      int[] levels = new int[order + 2];
      levels[1] = 1;
      for (int n = 1; n <= order; n++) {
        levels[n + 1] = levels[n] + sorted.words()[n].length;
      }
      int entries = levels[order + 1];
      int[] words = new int[entries];
      float[] logProbs = new float[entries];
      float[] backoffs = new float[levels[order]];
      int[] children = new int[levels[order] + 1];
      children[0] = 1;
      for (int n = 1; n <= order; n++) {
        progress.checkCancelled();
        System.arraycopy(sorted.words()[n], 0, words, levels[n], sorted.words()[n].length);
        for (int i = 0; i < probs[n].length; i++) {
          logProbs[levels[n] + i] = (float) StrictMath.log(probs[n][i]);
        }
        if (n < order) {
          int[] first = firstChildren(n + 1);
          for (int i = 0; i < probs[n].length; i++) {
            children[levels[n] + i] = levels[n + 1] + first[i];
            boolean leads = first[i] < first[i + 1];
            backoffs[levels[n] + i] = leads ? (float) StrictMath.log(freed[n][i]) : 0;
          }
        }
      }
      children[levels[order]] = entries;
      logProbs[1 + begin] = BackoffLanguageModel.NEVER;
      return new BackoffLanguageModel(
          sorted.vocabulary(), levels, words, logProbs, children, backoffs);
    }
  }
}

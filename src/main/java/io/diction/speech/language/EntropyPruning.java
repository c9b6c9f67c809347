package io.diction.speech.language;

import io.diction.speech.Progress;
import java.util.Arrays;

/**
 * Drops the n-grams that change a model least: those whose removal raises its perplexity by less
 * than a threshold; A. Stolcke, "Entropy-based Pruning of Backoff Language Models", 1998.
 */
public final class EntropyPruning {
  private final BackoffLanguageModel model;
  private final double threshold;
  private final boolean[] kept;
  private final float[] backoffs;
  private final double[] historyLogProbs;

  private EntropyPruning(BackoffLanguageModel model, double threshold) {
    this.model = model;
    this.threshold = threshold;
    kept = new boolean[model.level(model.order() + 1)];
    Arrays.fill(kept, true);
    backoffs = new float[model.level(model.order())];
    for (int h = 0; h < backoffs.length; h++) {
      backoffs[h] = model.backoff(h);
    }
    historyLogProbs = new double[backoffs.length];
  }

  /**
   * A smaller model.
   *
   * @param threshold relative rise of perplexity allowed for one n-gram, such as 1e-8
   */
  public static BackoffLanguageModel prune(
      BackoffLanguageModel model, double threshold, Progress progress) {
    return prune(model, threshold, model.order(), progress);
  }

  /** The same for a model whose longer n-grams have been pruned already. */
  static BackoffLanguageModel prunePairs(
      BackoffLanguageModel model, double threshold, Progress progress) {
    return prune(model, threshold, 2, progress);
  }

  private static BackoffLanguageModel prune(
      BackoffLanguageModel model, double threshold, int longest, Progress progress) {
    EntropyPruning pruning = new EntropyPruning(model, threshold);
    pruning.historyProbs();
    for (int n = longest; n >= 2; n--) {
      progress.checkCancelled();
      for (int h = model.level(n - 1); h < model.level(n); h++) {
        pruning.pruneAfter(h, n);
      }
    }
    return pruning.compact();
  }

  /** ln P of each history as a sequence: the chain of its words' probabilities. */
  private void historyProbs() {
    for (int h = 0; h < backoffs.length; h++) {
      for (int c = model.firstChild(h); c < model.firstChild(h + 1); c++) {
        if (c < backoffs.length) {
          // The begin of a sentence is given: the chain starts with it at certainty.
          double step =
              model.entryLogProb(c) <= BackoffLanguageModel.NEVER ? 0 : model.entryLogProb(c);
          historyLogProbs[c] = historyLogProbs[h] + step;
        }
      }
    }
  }

  private void pruneAfter(int h, int n) {
    int from = model.firstChild(h);
    int to = model.firstChild(h + 1);
    if (from == to) {
      return;
    }
    int shorter = model.suffix(h);
    double free = 1;
    double freeBelow = 1;
    for (int c = from; c < to; c++) {
      free -= StrictMath.exp(model.entryLogProb(c));
      freeBelow -= StrictMath.exp(model.logProb(shorter, model.word(c)));
    }
    double oldBackoff = backoff(free, freeBelow);
    double lost = 0;
    double lostBelow = 0;
    for (int c = from; c < to; c++) {
      boolean leads = n < model.order() && hasKeptChild(c);
      double logProb = model.entryLogProb(c);
      double below = model.logProb(shorter, model.word(c));
      if (!leads
          && rise(historyLogProbs[h], logProb, below, free, freeBelow, oldBackoff) < threshold) {
        kept[c] = false;
        lost += StrictMath.exp(logProb);
        lostBelow += StrictMath.exp(below);
      }
    }
    if (lost > 0) {
      backoffs[h] = (float) backoff(free + lost, freeBelow + lostBelow);
    }
  }

  /** ln of the back-off weight that gives shorter histories the mass that is free. */
  static double backoff(double free, double freeBelow) {
    return StrictMath.log(Math.max(free, 1e-12) / Math.max(freeBelow, 1e-12));
  }

  /**
   * By how much perplexity rises, relatively, without an n-gram.
   *
   * @param historyLogProb ln P of its history as a sequence
   * @param below ln P of its last word after the history without its first
   * @param free mass that the history's n-grams leave, and what they have below
   */
  static double rise(
      double historyLogProb,
      double logProb,
      double below,
      double free,
      double freeBelow,
      double oldBackoff) {
    double prob = StrictMath.exp(logProb);
    double newBackoff = backoff(free + prob, freeBelow + StrictMath.exp(below));
    double change =
        -StrictMath.exp(historyLogProb)
            * (prob * (below + newBackoff - logProb)
                + Math.max(free, 0) * (newBackoff - oldBackoff));
    return StrictMath.expm1(change);
  }

  private boolean hasKeptChild(int entry) {
    for (int c = model.firstChild(entry); c < model.firstChild(entry + 1); c++) {
      if (kept[c]) {
        return true;
      }
    }
    return false;
  }

  private BackoffLanguageModel compact() {
    int order = model.order();
    while (order > 2 && keptIn(order) == 0) {
      order--;
    }
    int[] levels = new int[order + 2];
    for (int n = 0; n <= order; n++) {
      levels[n + 1] = levels[n] + (n == 0 ? 1 : keptIn(n));
    }
    int[] words = new int[levels[order + 1]];
    float[] logProbs = new float[levels[order + 1]];
    float[] newBackoffs = new float[levels[order]];
    int[] children = new int[levels[order] + 1];
    int[] firstKept = firstKept();
    int to = 0;
    for (int e = 0; e < model.level(order + 1); e++) {
      if (!kept[e]) {
        continue;
      }
      words[to] = model.word(e);
      logProbs[to] = model.entryLogProb(e);
      if (to < levels[order]) {
        newBackoffs[to] = backoffs[e];
        children[to] = firstKept[model.firstChild(e)];
      }
      to++;
    }
    children[levels[order]] = levels[order + 1];
    return new BackoffLanguageModel(
        model.wordList(), levels, words, logProbs, children, newBackoffs);
  }

  private int keptIn(int n) {
    int count = 0;
    for (int e = model.level(n); e < model.level(n + 1); e++) {
      count += kept[e] ? 1 : 0;
    }
    return count;
  }

  /** [entry, and one past] how many entries before it are kept. */
  private int[] firstKept() {
    int[] before = new int[kept.length + 1];
    for (int e = 0; e < kept.length; e++) {
      before[e + 1] = before[e] + (kept[e] ? 1 : 0);
    }
    return before;
  }
}

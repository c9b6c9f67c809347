package io.diction.speech.language;

import io.diction.speech.Progress;
import java.io.IOException;
import java.util.Arrays;

/**
 * Estimates a trigram model as {@link KneserNey} does, from counts that need not fit in memory, and
 * prunes its trigrams by entropy as it goes. Only words, pairs of words and the trigrams kept are
 * in memory: some 40 bytes a pair and 12 a trigram.
 *
 * <p>The sorted trigrams are read three times: for the pairs of words, for how many different words
 * precede each pair, and for the probabilities, which need nothing but the trigrams of one history
 * at a time and the pairs.
 */
public final class StreamedKneserNey {
  private static final int WORD_BITS = TrigramCounts.WORD_BITS;
  private static final long WORD = TrigramCounts.WORD;
  private static final int ORDER = 3;

  /** Pairs, far fewer than take a second. */
  private static final int REPORT_EVERY = 1 << 16;

  private final TrigramCounts counts;
  private final double threshold;
  private final Progress progress;
  private final WordList vocabulary;
  private final int begin;

  /** [pair] its second word; pairs are sorted by first and second. */
  private int[] second = new int[1 << 10];

  private int pairs;

  /** [word, and one past] its first pair. */
  private final int[] firstPair;

  private int[] pairCounts = new int[0];
  private double[] pairProbs = new double[0];
  private final double[] wordProbs;
  private final double[] freedByWord;
  private final double[][] discounts = new double[ORDER + 1][];

  // The result. Entry 0 is the empty history, then words, pairs, trigrams.

  private int[] words = new int[1 << 10];
  private float[] logProbs = new float[1 << 10];
  private float[] backoffs = new float[0];
  private int[] children = new int[0];
  private int entries;

  /** Of the history at hand. */
  private int[] groupWords = new int[1 << 10];

  private int[] groupCounts = new int[1 << 10];

  private StreamedKneserNey(TrigramCounts counts, double threshold, Progress progress) {
    this.counts = counts;
    this.threshold = threshold;
    this.progress = progress;
    vocabulary = counts.vocabulary();
    begin = vocabulary.id(BackoffLanguageModel.BEGIN);
    firstPair = new int[vocabulary.size() + 1];
    wordProbs = new double[vocabulary.size()];
    freedByWord = new double[vocabulary.size()];
  }

  /**
   * Estimates the model of the counted text; the same text gives the same model to the last bit.
   *
   * @param threshold relative rise of perplexity allowed for dropping a trigram or pair, such as
   *     1e-9; below 0 to keep all
   * @throws io.diction.speech.CancelledException when {@code progress} asks to stop
   */
  public static BackoffLanguageModel estimate(
      TrigramCounts counts, double threshold, Progress progress) throws IOException {
    BackoffLanguageModel model = new StreamedKneserNey(counts, threshold, progress).estimate();
    return threshold < 0 ? model : EntropyPruning.prunePairs(model, threshold, progress);
  }

  private BackoffLanguageModel estimate() throws IOException {
    findPairs();
    progress.report(0.3, "");
    countPairs();
    progress.report(0.5, "");
    estimateWords();
    estimatePairs();
    layOut();
    progress.report(0.6, "");
    estimateTrigrams();
    progress.report(1, "");
    return new BackoffLanguageModel(
        vocabulary,
        new int[] {0, 1, 1 + vocabulary.size(), 1 + vocabulary.size() + pairs, entries},
        Arrays.copyOf(words, entries),
        Arrays.copyOf(logProbs, entries),
        children,
        backoffs);
  }

  /** Every pair begins a trigram or ends a text. */
  private void findPairs() throws IOException {
    try (SortedNGrams trigrams = counts.sorted();
        SortedNGrams ends = counts.sortedEnds()) {
      boolean moreEnds = ends.next();
      long before = 0;
      while (trigrams.next()) {
        long pair = trigrams.key >>> WORD_BITS;
        if (pair >>> WORD_BITS == 0 || pair == before) {
          continue;
        }
        while (moreEnds && ends.key <= pair) {
          if (ends.key < pair && ends.key > before) {
            addPair(ends.key);
          }
          moreEnds = ends.next();
        }
        addPair(pair);
        before = pair;
      }
      while (moreEnds) {
        if (ends.key > before) {
          addPair(ends.key);
        }
        moreEnds = ends.next();
      }
    }
    for (int word = 0; word < vocabulary.size(); word++) {
      firstPair[word + 1] += firstPair[word];
    }
  }

  private void addPair(long pair) {
    if (pairs == second.length) {
      second = Arrays.copyOf(second, 2 * pairs);
    }
    second[pairs++] = (int) (pair & WORD) - 1;
    firstPair[(int) (pair >>> WORD_BITS)]++;
  }

  private int pair(int first, int word) {
    int found = Arrays.binarySearch(second, firstPair[first], firstPair[first + 1], word);
    if (found < 0) {
      throw new IllegalStateException("a trigram without its last two words");
    }
    return found;
  }

  /** How many different words precede a pair; its occurrences where nothing can. */
  private void countPairs() throws IOException {
    pairCounts = new int[pairs];
    int[] first = new int[pairs];
    int[] wordCounts = new int[vocabulary.size()];
    long[] having = new long[5];
    try (SortedNGrams trigrams = counts.sorted()) {
      while (trigrams.next()) {
        int word = (int) (trigrams.key & WORD) - 1;
        int middle = (int) ((trigrams.key >>> WORD_BITS) & WORD) - 1;
        if (middle < 0) {
          wordCounts[word] += trigrams.count;
        } else if (trigrams.key >>> (2 * WORD_BITS) == 0) {
          first[pair(middle, word)] = trigrams.count;
        } else {
          pairCounts[pair(middle, word)]++;
          if (trigrams.count <= 4) {
            having[trigrams.count]++;
          }
        }
      }
    }
    discounts[3] = KneserNey.discounts(having);
    int[] preceded = new int[vocabulary.size()];
    Arrays.fill(having, 0);
    for (int i = 0; i < pairs; i++) {
      preceded[second[i]]++;
      if (pairCounts[i] == 0) {
        pairCounts[i] = first[i];
      }
      if (pairCounts[i] <= 4) {
        having[pairCounts[i]]++;
      }
    }
    discounts[2] = KneserNey.discounts(having);
    Arrays.fill(having, 0);
    for (int word = 0; word < wordCounts.length; word++) {
      if (preceded[word] > 0) {
        wordCounts[word] = preceded[word];
      }
      // The begin of a sentence is given, never predicted.
      if (word == begin) {
        wordCounts[word] = 0;
      }
      if (wordCounts[word] <= 4) {
        having[wordCounts[word]]++;
      }
      groupWords = grown(groupWords, word + 1);
      groupCounts = grown(groupCounts, word + 1);
      groupCounts[word] = wordCounts[word];
    }
    discounts[1] = KneserNey.discounts(having);
  }

  private static int[] grown(int[] array, int size) {
    return array.length >= size ? array : Arrays.copyOf(array, 2 * size);
  }

  private void estimateWords() {
    int size = vocabulary.size();
    long total = 0;
    double mass = 0;
    for (int word = 0; word < size; word++) {
      total += groupCounts[word];
      mass += discounts[1][Math.min(groupCounts[word], 3)];
    }
    double gamma = total == 0 ? 1 : mass / total;
    for (int word = 0; word < size; word++) {
      wordProbs[word] =
          probability(1, groupCounts[word], total, gamma, 1.0 / Math.max(1, size - 1));
    }
    wordProbs[begin] = 0;
  }

  private double probability(int order, int count, long total, double gamma, double lower) {
    double kept = total == 0 ? 0 : (count - discounts[order][Math.min(count, 3)]) / total;
    return kept + gamma * lower;
  }

  private void estimatePairs() {
    pairProbs = new double[pairs];
    for (int word = 0; word < vocabulary.size(); word++) {
      progress.checkCancelled();
      int to = firstPair[word + 1];
      long total = 0;
      double mass = 0;
      for (int i = firstPair[word]; i < to; i++) {
        total += pairCounts[i];
        mass += discounts[2][Math.min(pairCounts[i], 3)];
      }
      freedByWord[word] = total == 0 ? 1 : mass / total;
      for (int i = firstPair[word]; i < to; i++) {
        pairProbs[i] =
            probability(2, pairCounts[i], total, freedByWord[word], wordProbs[second[i]]);
      }
    }
  }

  /** Words and pairs as the result has them; trigrams follow. */
  private void layOut() {
    int size = vocabulary.size();
    int inner = 1 + size + pairs;
    words = new int[inner + pairs];
    logProbs = new float[words.length];
    backoffs = new float[inner];
    children = new int[inner + 1];
    children[0] = 1;
    for (int word = 0; word < size; word++) {
      words[1 + word] = word;
      logProbs[1 + word] = (float) StrictMath.log(wordProbs[word]);
      children[1 + word] = 1 + size + firstPair[word];
      boolean leads = firstPair[word] < firstPair[word + 1];
      backoffs[1 + word] = leads ? (float) StrictMath.log(freedByWord[word]) : 0;
    }
    logProbs[1 + begin] = BackoffLanguageModel.NEVER;
    for (int i = 0; i < pairs; i++) {
      words[1 + size + i] = second[i];
      logProbs[1 + size + i] = (float) StrictMath.log(pairProbs[i]);
    }
    entries = inner;
  }

  private void estimateTrigrams() throws IOException {
    int size = vocabulary.size();
    int done = 0;
    try (SortedNGrams trigrams = counts.sorted()) {
      boolean more = trigrams.next();
      while (more) {
        long history = trigrams.key >>> WORD_BITS;
        int group = 0;
        for (; more && trigrams.key >>> WORD_BITS == history; more = trigrams.next()) {
          groupWords = grown(groupWords, group + 1);
          groupCounts = grown(groupCounts, group + 1);
          groupWords[group] = (int) (trigrams.key & WORD) - 1;
          groupCounts[group++] = trigrams.count;
        }
        if (history >>> WORD_BITS > 0) {
          int first = (int) (history >>> WORD_BITS) - 1;
          int middle = (int) (history & WORD) - 1;
          int pair = pair(first, middle);
          for (; done <= pair; done++) {
            children[1 + size + done] = entries;
            if ((done & (REPORT_EVERY - 1)) == 0) {
              progress.report(0.6 + 0.4 * done / pairs, "");
            }
          }
          estimateGroup(first, middle, pair, group);
        }
      }
    }
    for (; done <= pairs; done++) {
      children[1 + size + done] = entries;
    }
  }

  private void estimateGroup(int first, int middle, int pair, int group) {
    long total = 0;
    double mass = 0;
    for (int i = 0; i < group; i++) {
      total += groupCounts[i];
      mass += discounts[3][Math.min(groupCounts[i], 3)];
    }
    double gamma = total == 0 ? 1 : mass / total;
    int history = 1 + vocabulary.size() + pair;
    backoffs[history] = (float) StrictMath.log(gamma);
    int from = entries;
    if (words.length < entries + group) {
      words = Arrays.copyOf(words, entries + entries / 2 + group);
      logProbs = Arrays.copyOf(logProbs, words.length);
    }
    for (int i = 0; i < group; i++) {
      double lower = pairProbs[pair(middle, groupWords[i])];
      double p = probability(3, groupCounts[i], total, gamma, lower);
      words[entries] = groupWords[i];
      logProbs[entries++] = (float) StrictMath.log(p);
    }
    if (threshold >= 0) {
      float before = logProbs[1 + first] <= BackoffLanguageModel.NEVER ? 0 : logProbs[1 + first];
      prune(history, middle, from, (double) before + logProbs[history]);
    }
  }

  /** Keeps of the last history's trigrams those that matter, as {@link EntropyPruning} does. */
  private void prune(int history, int middle, int from, double historyLogProb) {
    double[] below = new double[entries - from];
    double free = 1;
    double freeBelow = 1;
    for (int i = from; i < entries; i++) {
      below[i - from] = logProbs[1 + vocabulary.size() + pair(middle, words[i])];
      free -= StrictMath.exp(logProbs[i]);
      freeBelow -= StrictMath.exp(below[i - from]);
    }
    double oldBackoff = EntropyPruning.backoff(free, freeBelow);
    double lost = 0;
    double lostBelow = 0;
    int to = from;
    for (int i = from; i < entries; i++) {
      double lower = below[i - from];
      if (EntropyPruning.rise(historyLogProb, logProbs[i], lower, free, freeBelow, oldBackoff)
          < threshold) {
        lost += StrictMath.exp(logProbs[i]);
        lostBelow += StrictMath.exp(lower);
      } else {
        words[to] = words[i];
        logProbs[to++] = logProbs[i];
      }
    }
    entries = to;
    if (lost > 0) {
      backoffs[history] = (float) EntropyPruning.backoff(free + lost, freeBelow + lostBelow);
    }
  }
}

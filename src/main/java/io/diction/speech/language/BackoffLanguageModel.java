package io.diction.speech.language;

import java.util.Arrays;

/**
 * A back-off n-gram model in flat arrays.
 *
 * <p>P(w | h) is the probability stored with the n-gram hw where there is one, else the back-off
 * weight of h times P(w | h without its first word); S. Katz, "Estimation of Probabilities from
 * Sparse Data", IEEE Trans. ASSP 35(3), 1987.
 *
 * <p>The n-grams form a tree laid out level by level: entry 0 is the empty history, entries 1 to V
 * are the words in the order of the vocabulary, then follow the bigrams sorted by first and second
 * word, and so on. The children of an entry are neighbours, so a look-up is a binary search among
 * them. A state is the entry of the longest history that has children; look-ups allocate nothing.
 */
public final class BackoffLanguageModel implements LanguageModel {
  /** Stands before each sentence; never predicted. */
  public static final String BEGIN = "<s>";

  /** Ends each sentence. */
  public static final String END = "</s>";

  /** ln of "never": what ARPA files write as -99. */
  static final float NEVER = (float) (-99 * 2.302585092994046);

  private final WordList vocabulary;
  private final int order;

  /** First entry of each level; [order + 1] is the number of entries. */
  private final int[] levels;

  private final int[] words;
  private final float[] logProbs;

  /**
   * Entries of levels below the highest: first child, back-off weight, entry without first word.
   */
  private final int[] children;

  private final float[] backoffs;
  private final int[] suffixes;

  /** Per entry, the state after it. */
  private final int[] next;

  private final int start;
  private final int end;

  /**
   * @param levels first entry of each level 0 to order, and the number of entries
   * @param words [entry] last word; entry 0 unused
   * @param logProbs [entry] ln P(last word | words before)
   * @param children [entry below the highest level, and one past] first child
   * @param backoffs [entry below the highest level] ln back-off weight
   */
  BackoffLanguageModel(
      WordList vocabulary,
      int[] levels,
      int[] words,
      float[] logProbs,
      int[] children,
      float[] backoffs) {
    this.vocabulary = vocabulary;
    this.order = levels.length - 2;
    this.levels = levels;
    this.words = words;
    this.logProbs = logProbs;
    this.children = children;
    this.backoffs = backoffs;
    int entries = levels[order + 1];
    int inner = levels[order];
    suffixes = new int[inner];
    next = new int[entries];
    linkSuffixes(entries, inner);
    int begin = vocabulary.id(BEGIN);
    start = begin == Vocabulary.UNKNOWN ? 0 : next[1 + begin];
    end = vocabulary.id(END);
    if (end == Vocabulary.UNKNOWN) {
      throw new IllegalArgumentException("the vocabulary lacks " + END);
    }
  }

  /** Parents come before children, so one pass in order of entries finds every suffix. */
  private void linkSuffixes(int entries, int inner) {
    for (int parent = 0; parent < inner; parent++) {
      for (int child = children[parent]; child < children[parent + 1]; child++) {
        int suffix = parent == 0 ? 0 : longest(suffixes[parent], words[child]);
        if (child < inner) {
          suffixes[child] = suffix;
        }
        boolean continues =
            child < inner && (children[child] < children[child + 1] || backoffs[child] != 0);
        next[child] = continues ? child : suffix == 0 ? 0 : next[suffix];
      }
    }
    next[0] = 0;
    if (entries != children[inner]) {
      throw new IllegalArgumentException("entries without a parent");
    }
  }

  private int longest(int history, int word) {
    for (int h = history; ; h = suffixes[h]) {
      int found = find(h, word);
      if (found > 0) {
        return found;
      }
    }
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public long startState() {
    return start;
  }

  @Override
  public long emptyState() {
    return 0;
  }

  @Override
  public int endOfSentence() {
    return end;
  }

  @Override
  public float logProb(long state, int word) {
    float backoff = 0;
    for (int h = (int) state; ; h = suffixes[h]) {
      int found = find(h, word);
      if (found > 0) {
        return backoff + logProbs[found];
      }
      backoff += backoffs[h];
    }
  }

  @Override
  public long nextState(long state, int word) {
    return next[longest((int) state, word)];
  }

  @Override
  public boolean successors(int word, Successors successors) {
    if (order > 1) {
      for (int c = children[1 + word]; c < children[2 + word]; c++) {
        successors.accept(words[c], logProbs[c]);
      }
    }
    return true;
  }

  /** Number of n-grams of a length. */
  public int size(int n) {
    return levels[n + 1] - levels[n];
  }

  /** Number of n-grams of all lengths. */
  public int size() {
    return levels[order + 1] - 1;
  }

  /** Greater than every state. */
  int states() {
    return levels[order];
  }

  /** The entry of a word after a history, or 0 where there is none. */
  int find(int history, int word) {
    if (history == 0) {
      return word + 1;
    }
    int low = children[history];
    int high = children[history + 1] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = words[middle];
      if (there < word) {
        low = middle + 1;
      } else if (there > word) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return 0;
  }

  // For the readers, writers and transformations of this package.

  int level(int n) {
    return levels[n];
  }

  int word(int entry) {
    return words[entry];
  }

  float entryLogProb(int entry) {
    return logProbs[entry];
  }

  float backoff(int entry) {
    return backoffs[entry];
  }

  int firstChild(int entry) {
    return children[entry];
  }

  int suffix(int entry) {
    return suffixes[entry];
  }

  WordList wordList() {
    return vocabulary;
  }

  /** Whether both hold the same words, n-grams and weights to the last bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BackoffLanguageModel that
        && Arrays.equals(levels, that.levels)
        && Arrays.equals(words, that.words)
        && Arrays.equals(logProbs, that.logProbs)
        && Arrays.equals(children, that.children)
        && Arrays.equals(backoffs, that.backoffs)
        && vocabulary.equals(that.vocabulary);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(levels) + Arrays.hashCode(logProbs);
  }
}

package io.diction.speech.language;

import io.diction.speech.FormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * CMU's binary n-gram model, kept as it lies in the file: a trie over reversed n-grams (the word,
 * then its history from the last word backwards) in bit-packed, sorted arrays with quantised
 * probabilities.
 *
 * <p>Each entry below the longest n-grams holds a word, the number of its back-off weight, the
 * number of its probability and the first of its children; the children end where those of the next
 * entry begin. Made by {@link TrieLanguageModelReader}.
 */
final class TrieLanguageModel implements LanguageModel {
  /** Longest n-gram that a state can hold: two words of history of 31 bits. */
  static final int MAX_ORDER = 3;

  static final int QUANTUM_BITS = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EMPTY = 0;

  /** After so many, unevenly spread words are halved as usual. */
  private static final int MOST_GUESSES = 6;

  /** In a search: not there. */
  private static final int NONE = -1;

  private final WordList vocabulary;
  private final int order;
  private final int start;
  private final int end;

  /** [word] of single words. */
  private final float[] logProbs;

  private final float[] backoffs;

  /** [word] first bigram that ends in the word; one more than words. */
  private final int[] children;

  private final byte[] middle;
  private final byte[] longest;
  private final int wordBits;
  private final int nextBits;
  private final float[] middleLogProbs;
  private final float[] middleBackoffs;
  private final float[] longestLogProbs;

  /** Words after a word, [firstSuccessor[w], firstSuccessor[w + 1]). */
  private final int[] firstSuccessor;

  private final int[] successors;

  /** What a file holds, checked by the reader. */
  @SuppressWarnings("ArrayRecordComponent")
  record Parts(
      WordList vocabulary,
      int order,
      float[] logProbs,
      float[] backoffs,
      int[] children,
      byte[] middle,
      byte[] longest,
      int wordBits,
      int nextBits,
      float[] middleLogProbs,
      float[] middleBackoffs,
      float[] longestLogProbs) {}

  /**
   * @throws FormatException when an entry names a word or a child that does not exist
   */
  TrieLanguageModel(Parts parts, String source) {
    vocabulary = parts.vocabulary;
    order = parts.order;
    logProbs = parts.logProbs;
    backoffs = parts.backoffs;
    children = parts.children;
    middle = parts.middle;
    longest = parts.longest;
    wordBits = parts.wordBits;
    nextBits = parts.nextBits;
    middleLogProbs = parts.middleLogProbs;
    middleBackoffs = parts.middleBackoffs;
    longestLogProbs = parts.longestLogProbs;
    start = vocabulary.id("<s>");
    end = vocabulary.id("</s>");
    if (end == Vocabulary.UNKNOWN) {
      throw new FormatException(source, "", "the vocabulary lacks </s>");
    }
    firstSuccessor = new int[vocabulary.size() + 1];
    successors = new int[order > 1 ? children[vocabulary.size()] : 0];
    indexSuccessors(source);
  }

  private void indexSuccessors(String source) {
    int bigrams = successors.length;
    int words = vocabulary.size();
    for (int i = 0; i < bigrams; i++) {
      int history = bigramWord(i);
      if (history >= words) {
        throw new FormatException(source, "bigram " + i, "word " + history + " of " + words);
      }
      firstSuccessor[history + 1]++;
    }
    for (int i = 0; i < words; i++) {
      firstSuccessor[i + 1] += firstSuccessor[i];
    }
    int[] filled = firstSuccessor.clone();
    for (int word = 0; word < words; word++) {
      for (int i = children[word]; i < children[word + 1]; i++) {
        successors[filled[bigramWord(i)]++] = word;
      }
    }
  }

  private int bigramWord(int entry) {
    return order == 2
        ? bits(longest, (long) entry * (wordBits + QUANTUM_BITS), wordBits)
        : bits(middle, (long) entry * middleBits(), wordBits);
  }

  private int middleBits() {
    return wordBits + 2 * QUANTUM_BITS + nextBits;
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
    return start == Vocabulary.UNKNOWN ? EMPTY : nextState(EMPTY, start);
  }

  @Override
  public long emptyState() {
    return EMPTY;
  }

  @Override
  public int endOfSentence() {
    return end;
  }

  /** Last word of a state, or {@link #NONE}; states hold words plus one. */
  private static int last(long state) {
    return (int) state - 1;
  }

  private static int beforeLast(long state) {
    return (int) (state >>> 32) - 1;
  }

  @Override
  public float logProb(long state, int word) {
    int last = last(state);
    if (last < 0) {
      return logProbs[word];
    }
    if (order == 2) {
      int bigram = find(longest, wordBits + QUANTUM_BITS, word, last);
      return bigram == NONE ? backoffs[last] + logProbs[word] : longestLogProb(bigram);
    }
    int beforeLast = beforeLast(state);
    int bigram = find(middle, middleBits(), word, last);
    if (bigram == NONE) {
      return backoff(state, last, beforeLast) + backoffs[last] + logProbs[word];
    }
    if (beforeLast >= 0) {
      int from = next(bigram);
      int trigram = find(longest, wordBits + QUANTUM_BITS, from, next(bigram + 1), beforeLast);
      if (trigram != NONE) {
        return longestLogProb(trigram);
      }
    }
    return backoff(state, last, beforeLast)
        + middleLogProbs[bits(middle, at(bigram) + wordBits + QUANTUM_BITS, QUANTUM_BITS)];
  }

  /** Back-off weight of a history of two words, 0 where the state has one. */
  private float backoff(long state, int last, int beforeLast) {
    if (beforeLast < 0) {
      return 0;
    }
    int history = find(middle, middleBits(), last, beforeLast);
    // A state holds two words only if they are a bigram of the model.
    if (history == NONE) {
      throw new IllegalArgumentException("not a state of this model: " + state);
    }
    return middleBackoffs[bits(middle, at(history) + wordBits, QUANTUM_BITS)];
  }

  @Override
  public long nextState(long state, int word) {
    if (order == 1) {
      return EMPTY;
    }
    long shortState = word + 1L;
    int last = last(state);
    if (order == 2 || last < 0 || find(middle, middleBits(), word, last) == NONE) {
      return shortState;
    }
    return (last + 1L) << 32 | shortState;
  }

  @Override
  public boolean successors(int word, IntConsumer consumer) {
    for (int i = firstSuccessor[word]; i < firstSuccessor[word + 1]; i++) {
      consumer.accept(successors[i]);
    }
    return true;
  }

  private long at(int entry) {
    return (long) entry * middleBits();
  }

  private int next(int entry) {
    return bits(middle, at(entry) + wordBits + 2 * QUANTUM_BITS, nextBits);
  }

  private float longestLogProb(int entry) {
    return longestLogProbs[
        bits(longest, (long) entry * (wordBits + QUANTUM_BITS) + wordBits, QUANTUM_BITS)];
  }

  private int find(byte[] entries, int entryBits, int word, int before) {
    return find(entries, entryBits, children[word], children[word + 1], before);
  }

  /**
   * Looks for a word among sorted entries, first where it would be if words were evenly spread
   * (they nearly are: a tenth of the look-ups of halving), then by halving what is left.
   */
  private int find(byte[] entries, int entryBits, int from, int to, int word) {
    int low = from;
    int high = to - 1;
    int lowWord = 0;
    int highWord = logProbs.length;
    for (int step = 0; high - low > 8 && step < MOST_GUESSES; step++) {
      int guess = low + (int) ((double) (word - lowWord) / (highWord - lowWord) * (high - low));
      int found = bits(entries, (long) guess * entryBits, wordBits);
      if (found < word) {
        low = guess + 1;
        lowWord = found + 1;
      } else if (found > word) {
        high = guess - 1;
        highWord = found - 1;
      } else {
        return guess;
      }
      if (word < lowWord || word > highWord) {
        return NONE;
      }
    }
    while (low <= high) {
      int middleEntry = (low + high) >>> 1;
      int found = bits(entries, (long) middleEntry * entryBits, wordBits);
      if (found < word) {
        low = middleEntry + 1;
      } else if (found > word) {
        high = middleEntry - 1;
      } else {
        return middleEntry;
      }
    }
    return NONE;
  }

  /** Up to 32 bits from any position; the arrays end in eight spare bytes. */
  static int bits(byte[] bytes, long position, int count) {
    long word = (long) LONGS.get(bytes, (int) (position >>> 3));
    return (int) (word >>> (position & 7) & ((1L << count) - 1));
  }
}

package io.diction.speech.language;

import io.diction.speech.FormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

  private static final int RUN_BITS = 4;

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

  /** Bigrams that begin with a word, [firstSuccessor[w], firstSuccessor[w + 1]). */
  private final int[] firstSuccessor;

  private final int[] successors;

  /** [bigram >> RUN_BITS] the word that the first bigram of the run ends in. */
  private final int[] wordOfRun;

  /** Tells most pairs of words that are no bigram from those that are; three bits in a long. */
  private final long[] filter;

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
    wordOfRun = new int[(successors.length >>> RUN_BITS) + 1];
    filter = new long[Math.max(1, Integer.highestOneBit(successors.length) >>> 2)];
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
        int history = bigramWord(i);
        successors[filled[history]++] = i;
        long hash = hash(word, history);
        filter[(int) (hash >>> 40) & (filter.length - 1)] |= mask(hash);
        if ((i & ((1 << RUN_BITS) - 1)) == 0) {
          wordOfRun[i >>> RUN_BITS] = word;
        }
      }
    }
  }

  private static long hash(int word, int before) {
    return ((long) word << 32 | before) * 0x9E3779B97F4A7C15L;
  }

  private static long mask(long hash) {
    return (1L << (hash >>> 34)) | (1L << (hash >>> 28)) | (1L << (hash >>> 22));
  }

  /** The bigram of two words, or {@link #NONE}. */
  private int bigram(int word, int before) {
    long hash = hash(word, before);
    long wanted = mask(hash);
    if ((filter[(int) (hash >>> 40) & (filter.length - 1)] & wanted) != wanted) {
      return NONE;
    }
    return order == 2
        ? find(longest, wordBits + QUANTUM_BITS, word, before)
        : find(middle, middleBits(), word, before);
  }

  /** Number of bigrams. */
  int bigrams() {
    return successors.length;
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

  /** Last word of a state, or {@link #NONE}: it is there plus one. */
  private static int last(long state) {
    return (int) state - 1;
  }

  /** The bigram of a state's two words, or {@link #NONE}: it is there plus one. */
  private static int history(long state) {
    return (int) (state >>> 32) - 1;
  }

  @Override
  public float logProb(long state, int word) {
    int last = last(state);
    if (last < 0) {
      return logProbs[word];
    }
    int bigram = bigram(word, last);
    if (order == 2) {
      return bigram == NONE ? backoffs[last] + logProbs[word] : longestLogProb(bigram);
    }
    int history = history(state);
    if (bigram == NONE) {
      return backoff(history) + backoffs[last] + logProbs[word];
    }
    if (history != NONE) {
      int from = next(bigram);
      int trigram =
          find(longest, wordBits + QUANTUM_BITS, from, next(bigram + 1), bigramWord(history));
      if (trigram != NONE) {
        return longestLogProb(trigram);
      }
    }
    return backoff(history) + middleLogProb(bigram);
  }

  private float middleLogProb(int bigram) {
    return middleLogProbs[bits(middle, at(bigram) + wordBits + QUANTUM_BITS, QUANTUM_BITS)];
  }

  /** The word that a bigram ends in. */
  private int lastWord(int bigram) {
    int word = wordOfRun[bigram >>> RUN_BITS];
    while (children[word + 1] <= bigram) {
      word++;
    }
    return word;
  }

  /** Highest number that {@link #joined} gives. */
  long mostJoined() {
    return (long) vocabulary.size() + bigrams();
  }

  /** A state as one small number: that of its bigram, which tells the word too, or of its word. */
  long joined(long state) {
    return history(state) == NONE ? (int) state : 1L + vocabulary.size() + history(state);
  }

  /** The state of a number that {@link #joined} gave. */
  long apart(long joined) {
    if (joined <= vocabulary.size()) {
      return joined;
    }
    int bigram = (int) (joined - 1 - vocabulary.size());
    return (bigram + 1L) << 32 | (lastWord(bigram) + 1L);
  }

  /** Back-off weight of a history of two words, 0 for none. */
  private float backoff(int history) {
    return history == NONE ? 0 : middleBackoffs[bits(middle, at(history) + wordBits, QUANTUM_BITS)];
  }

  @Override
  public long nextState(long state, int word) {
    if (order == 1) {
      return EMPTY;
    }
    long shortState = word + 1L;
    int last = last(state);
    if (order == 2 || last < 0) {
      return shortState;
    }
    return (bigram(word, last) + 1L) << 32 | shortState;
  }

  @Override
  public boolean successors(int word, Successors consumer) {
    for (int i = firstSuccessor[word]; i < firstSuccessor[word + 1]; i++) {
      int bigram = successors[i];
      consumer.accept(
          lastWord(bigram), order == 2 ? longestLogProb(bigram) : middleLogProb(bigram));
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

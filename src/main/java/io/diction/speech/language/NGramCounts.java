package io.diction.speech.language;

import io.diction.speech.Progress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * How often each sequence of up to {@code order} words occurs, for orders beyond those of {@link
 * TrigramCounts}, as grapheme-to-phoneme conversion needs. Grows while sentences are added; memory
 * is in proportion to the distinct sequences, not to the text. For one thread.
 *
 * <p>Each order has its own hash table from (number of the sequence without its last word, last
 * word) to a number given in order of appearance, so a sentence costs one probe per word and order.
 */
public final class NGramCounts {
  static final int WORD_BITS = 24;
  private static final int MAX_ORDER = 12;

  private final int order;
  private final WordList.Builder words = new WordList.Builder();
  private final Table[] tables;
  private final int begin;
  private final int end;
  private long tokens;

  /**
   * @param order longest sequence counted, 1 to 12
   */
  public NGramCounts(int order) {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("order must be 1 to " + MAX_ORDER + ", not " + order);
    }
    this.order = order;
    tables = new Table[order + 1];
    for (int n = 1; n <= order; n++) {
      tables[n] = new Table();
    }
    begin = addWord(BackoffLanguageModel.BEGIN);
    end = addWord(BackoffLanguageModel.END);
  }

  /** Makes sure that a word is in the vocabulary, without counting it. */
  public int addWord(String word) {
    int id = words.add(word);
    if (id >= 1 << WORD_BITS) {
      throw new IllegalStateException("more than " + (1 << WORD_BITS) + " different words");
    }
    // Unigrams are dense: word i is sequence i of order 1, counted or not.
    if (tables[1].size == id) {
      tables[1].find(id);
    }
    return id;
  }

  /** Counts a sentence, with its begin and end. */
  public void addSentence(Collection<String> sentence) {
    int[] history = new int[order];
    history[Math.min(1, order - 1)] = begin;
    int known = 1;
    for (String word : sentence) {
      known = step(history, known, addWord(word));
    }
    step(history, known, end);
  }

  /** Counts a piece of text of which neither begin nor end is known, such as a phrase. */
  public void addFragment(List<String> fragment) {
    int[] history = new int[order];
    int known = 0;
    for (String word : fragment) {
      known = step(history, known, addWord(word));
    }
  }

  /** Counts the sequences ending in a word; {@code history[n]} numbers the last n words. */
  private int step(int[] history, int known, int word) {
    int longest = Math.min(order, known + 1);
    // From long to short, so that history[n - 1] is still the one before this word.
    for (int n = longest; n >= 1; n--) {
      long prefix = n == 1 ? 0 : history[n - 1];
      int id = tables[n].find(prefix << WORD_BITS | word);
      tables[n].counts[id]++;
      if (n < order) {
        history[n] = id;
      }
    }
    tokens++;
    return Math.min(order - 1, known + 1);
  }

  public int order() {
    return order;
  }

  /** Words counted, ends of sentences included. */
  public long tokens() {
    return tokens;
  }

  /** Different words, begin and end of a sentence included. */
  public int vocabularySize() {
    return words.size();
  }

  WordList vocabulary() {
    return words.build();
  }

  /**
   * The sequences as a sorted tree, each level in the order of its words.
   *
   * @param progress only asked whether to stop
   */
  Sorted sort(Progress progress) {
    int[][] parents = new int[order + 1][];
    int[][] last = new int[order + 1][];
    int[][] counts = new int[order + 1][];
    int[] place = null;
    for (int n = 1; n <= order; n++) {
      progress.checkCancelled();
      Table table = tables[n];
      long[] keys = new long[table.size];
      for (int i = 0; i < table.size; i++) {
        long prefix = table.keys[i] >>> WORD_BITS;
        long word = table.keys[i] & ((1 << WORD_BITS) - 1);
        keys[i] = (n == 1 ? 0L : (long) place[(int) prefix]) << WORD_BITS | word;
      }
      long[] sorted = keys.clone();
      Arrays.sort(sorted);
      progress.checkCancelled();
      int[] moved = new int[table.size];
      parents[n] = new int[table.size];
      last[n] = new int[table.size];
      counts[n] = new int[table.size];
      for (int i = 0; i < table.size; i++) {
        int to = Arrays.binarySearch(sorted, keys[i]);
        moved[i] = to;
        parents[n][to] = (int) (sorted[to] >>> WORD_BITS);
        last[n][to] = (int) (sorted[to] & ((1 << WORD_BITS) - 1));
        counts[n][to] = table.counts[i];
      }
      place = moved;
    }
    return new Sorted(words.build(), order, parents, last, counts);
  }

  /**
   * The sequences of each order n, sorted by parent and word.
   *
   * @param parents [n][i], place of the sequence without its last word in order n - 1
   * @param words [n][i], last word
   * @param counts [n][i]
   */
  record Sorted(WordList vocabulary, int order, int[][] parents, int[][] words, int[][] counts) {}

  /** Open addressing from key to number, numbers given in order of appearance. */
  private static final class Table {
    private long[] keys = new long[16];
    private int[] counts = new int[16];
    private int[] slots = new int[64];
    private int size;

    int find(long key) {
      int mask = slots.length - 1;
      int slot = hash(key) & mask;
      while (slots[slot] != 0) {
        if (keys[slots[slot] - 1] == key) {
          return slots[slot] - 1;
        }
        slot = (slot + 1) & mask;
      }
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        counts = Arrays.copyOf(counts, size * 2);
        grow();
        return find(key);
      }
      keys[size] = key;
      slots[slot] = ++size;
      return size - 1;
    }

    private void grow() {
      slots = new int[keys.length * 2];
      for (int i = 0; i < size; i++) {
        int slot = hash(keys[i]) & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = i + 1;
      }
    }

    private static int hash(long key) {
      long mixed = key * 0x9E3779B97F4A7C15L;
      return (int) (mixed ^ (mixed >>> 32));
    }
  }
}

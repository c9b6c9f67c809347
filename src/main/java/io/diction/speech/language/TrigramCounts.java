package io.diction.speech.language;

import io.diction.speech.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Counts the trigrams of a text of any length in bounded memory. Counts gather in a table of fixed
 * size; when it is full they are sorted and written to a file, and all files are merged at the end
 * (K. Heafield, I. Pouzyrevsky, J. Clark and P. Koehn, "Scalable Modified Kneser-Ney Language Model
 * Estimation", ACL 2013). A text that fits the table never touches the disk.
 *
 * <p>A trigram is one number: its words, counted from 1, in 21 bits each, 0 where a text begins.
 * Shorter sequences follow from trigrams, but for those at the end of a text, which are kept beside
 * them. For one thread. Closing removes all files.
 */
public final class TrigramCounts implements AutoCloseable {
  static final int WORD_BITS = 21;
  static final long WORD = (1L << WORD_BITS) - 1;
  private static final long PAIR = (1L << (2 * WORD_BITS)) - 1;

  /** Enough for a text of ten million words without a file, in about 100 MB. */
  public static final int TABLE = 5_500_000;

  private static final int ASK_EVERY = 1 << 16;

  private final Path folder;
  private final int most;
  private final Progress progress;
  private final WordList.Builder words = new WordList.Builder();
  private final Table trigrams = new Table();
  private final Table ends = new Table();
  private final List<Path> files = new ArrayList<>();
  private final int begin;
  private final int end;
  private long tokens;
  private long asked;

  /**
   * @param folder where files are written when there is much text; exists
   * @param most different trigrams in memory, such as {@link #TABLE}; about 18 bytes each
   * @param progress asked whether to stop
   */
  public TrigramCounts(Path folder, int most, Progress progress) {
    this.folder = folder;
    this.most = most;
    this.progress = progress;
    begin = addWord(BackoffLanguageModel.BEGIN);
    end = addWord(BackoffLanguageModel.END);
  }

  /** Makes sure that a word is in the vocabulary, without counting it. */
  public int addWord(String word) {
    int id = words.add(word);
    if (id >= WORD - 1) {
      throw new IllegalStateException("more than " + (WORD - 1) + " different words");
    }
    return id;
  }

  /** Counts a sentence, with its begin and end. */
  public void addSentence(Collection<String> sentence) throws IOException {
    long before = begin + 1L;
    for (String word : sentence) {
      before = count(before, addWord(word));
    }
    before = count(before, end);
    ends.add(before & PAIR);
    askAndSpill();
  }

  /** Counts a piece of text of which neither begin nor end is known, such as a phrase. */
  public void addFragment(List<String> fragment) throws IOException {
    long before = 0;
    for (String word : fragment) {
      before = count(before, addWord(word));
    }
    if (fragment.size() > 1) {
      ends.add(before & PAIR);
    }
    askAndSpill();
  }

  private long count(long before, int word) {
    long key = (before << WORD_BITS) | (word + 1);
    trigrams.add(key);
    tokens++;
    return key & PAIR;
  }

  private void askAndSpill() throws IOException {
    if (tokens - asked >= ASK_EVERY) {
      asked = tokens;
      progress.checkCancelled();
    }
    if (trigrams.size >= most) {
      Path file = Files.createTempFile(folder, "counts", ".part");
      files.add(file);
      asking(trigrams.sorted(progress)).write(file);
      trigrams.clear();
    }
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
   * All trigrams in order. Files are merged to one at the first call, after which nothing may be
   * counted.
   */
  SortedNGrams sorted() throws IOException {
    if (files.isEmpty()) {
      return asking(trigrams.sorted(progress));
    }
    if (files.size() > 1 || trigrams.size > 0) {
      Path merged = Files.createTempFile(folder, "counts", ".part");
      List<Path> merging = new ArrayList<>(files);
      files.add(merged);
      List<SortedNGrams> parts = new ArrayList<>();
      parts.add(trigrams.sorted(progress));
      try {
        for (Path file : merging) {
          parts.add(SortedNGrams.read(file));
        }
        asking(SortedNGrams.merge(parts)).write(merged);
      } finally {
        for (SortedNGrams part : parts) {
          part.close();
        }
      }
      for (Path file : merging) {
        Files.delete(file);
        files.remove(file);
      }
      trigrams.clear();
    }
    return asking(SortedNGrams.read(files.get(0)));
  }

  /** Pairs of words that end a text, in order. */
  SortedNGrams sortedEnds() {
    return ends.sorted(progress);
  }

  private SortedNGrams asking(SortedNGrams source) {
    return new SortedNGrams() {
      private int steps;

      @Override
      boolean next() throws IOException {
        if ((++steps & (ASK_EVERY - 1)) == 0) {
          progress.checkCancelled();
        }
        boolean more = source.next();
        key = source.key;
        count = source.count;
        return more;
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    files.clear();
  }

  /** Counts by key, by open addressing; no key is 0. */
  private static final class Table {
    private long[] keys = new long[1 << 12];
    private int[] counts = new int[1 << 12];
    private int size;

    void add(long key) {
      int slot = slot(key);
      if (keys[slot] == 0) {
        if (3 * size >= 2 * keys.length) {
          grow();
          slot = slot(key);
        }
        keys[slot] = key;
        size++;
      }
      counts[slot]++;
    }

    private int slot(long key) {
      int mask = keys.length - 1;
      int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] oldCounts = counts;
      keys = new long[2 * oldKeys.length];
      counts = new int[keys.length];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          int slot = slot(oldKeys[i]);
          keys[slot] = oldKeys[i];
          counts[slot] = oldCounts[i];
        }
      }
    }

    void clear() {
      Arrays.fill(keys, 0);
      Arrays.fill(counts, 0);
      size = 0;
    }

    /** Copies what is in the table; sorting five million keys takes about half a second. */
    SortedNGrams sorted(Progress progress) {
      progress.checkCancelled();
      long[] sorted = new long[size];
      int to = 0;
      for (long key : keys) {
        if (key != 0) {
          sorted[to++] = key;
        }
      }
      Arrays.sort(sorted);
      progress.checkCancelled();
      int[] values = new int[size];
      for (int i = 0; i < size; i++) {
        values[i] = counts[slot(sorted[i])];
      }
      return SortedNGrams.of(sorted, values, size);
    }
  }
}

package io.diction.speech.lexicon;

import java.nio.charset.StandardCharsets;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Words numbered in the order in which they were added, as UTF-8 in one array with an
 * open-addressing index: a tenth of what a hash map of strings takes. Immutable once it is shared.
 */
final class WordTable extends AbstractSet<String> {
  private byte[] text = new byte[1 << 12];

  /** [word] where it begins in {@code text}; one more than words. */
  private int[] starts = new int[1 << 8];

  /** Words plus one, 0 is free; a power of two long. */
  private int[] slots = new int[1 << 10];

  private int size;

  /** The number of a word, -1 for an unknown one. */
  int id(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return id(bytes, 0, bytes.length);
  }

  int id(byte[] bytes, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash(bytes, from, to) & mask;
    while (slots[slot] != 0) {
      int word = slots[slot] - 1;
      if (Arrays.equals(text, starts[word], starts[word + 1], bytes, from, to)) {
        return word;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Adds a word that is not there yet. */
  int add(byte[] bytes, int from, int to) {
    int used = starts[size];
    if (used + to - from > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, used + to - from));
    }
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    System.arraycopy(bytes, from, text, used, to - from);
    int word = size++;
    starts[size] = used + to - from;
    if (2 * size > slots.length) {
      slots = new int[2 * slots.length];
      for (int other = 0; other < word; other++) {
        index(other);
      }
    }
    index(word);
    return word;
  }

  /** Gives back the room kept for more words. */
  void trim() {
    text = Arrays.copyOf(text, starts[size]);
    starts = Arrays.copyOf(starts, size + 1);
  }

  private void index(int word) {
    int mask = slots.length - 1;
    int slot = hash(text, starts[word], starts[word + 1]) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = word + 1;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= 0x9E3779B1;
    return hash ^ hash >>> 15;
  }

  private String word(int id) {
    return new String(text, starts[id], starts[id + 1] - starts[id], StandardCharsets.UTF_8);
  }

  @Override
  public boolean contains(Object word) {
    return word instanceof String name && id(name) >= 0;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public String next() {
        if (next == size) {
          throw new NoSuchElementException();
        }
        return word(next++);
      }
    };
  }
}

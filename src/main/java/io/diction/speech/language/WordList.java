package io.diction.speech.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/** A vocabulary held in memory: an array of words and an open-addressing index over it. */
public final class WordList implements Vocabulary {
  private final String[] words;
  private final int[] slots;

  private WordList(String[] words) {
    this.words = words;
    int capacity = Integer.highestOneBit(Math.max(4, words.length * 2)) << 1;
    slots = new int[capacity];
    for (int id = 0; id < words.length; id++) {
      int slot = slot(words[id]);
      while (slots[slot] != 0) {
        if (words[slots[slot] - 1].equals(words[id])) {
          throw new IllegalArgumentException("word twice in a vocabulary: " + words[id]);
        }
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = id + 1;
    }
  }

  /**
   * A vocabulary with these words, numbered in the order given.
   *
   * @throws IllegalArgumentException for a word given twice
   */
  public static WordList of(Collection<String> words) {
    return new WordList(words.toArray(String[]::new));
  }

  @Override
  public int size() {
    return words.length;
  }

  @Override
  public String word(int id) {
    return words[id];
  }

  @Override
  public int id(String word) {
    int slot = slot(word);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (words[id].equals(word)) {
        return id;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return UNKNOWN;
  }

  private int slot(String word) {
    int hash = word.hashCode() * 0x9E3779B1;
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WordList that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  /** Gathers words and numbers them in the order of their first appearance. */
  static final class Builder {
    private final List<String> words = new ArrayList<>();
    private final HashMap<String, Integer> ids = new HashMap<>();

    int add(String word) {
      Integer known = ids.putIfAbsent(word, words.size());
      if (known != null) {
        return known;
      }
      words.add(word);
      return words.size() - 1;
    }

    int size() {
      return words.size();
    }

    WordList build() {
      return WordList.of(words);
    }
  }
}

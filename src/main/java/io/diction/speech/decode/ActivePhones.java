package io.diction.speech.decode;

import java.util.Arrays;

/**
 * The phones that a search is in, each in one node of the network after one language model state:
 * scores and back pointers of three states in flat arrays, and an open-addressing index from node
 * and state to place.
 */
final class ActivePhones {
  static final float NEVER = -1e30f;

  int[] node;
  int[] languageState;

  /** Row of tied states. */
  int[] sequence;

  /** Pronunciation and class of following phones of a word's last phone. */
  int[] pronunciation;

  int[] phoneClass;

  /** Language score within {@code score}: what lies ahead, or the word's own in its last phone. */
  float[] ahead;

  float[] score0;
  float[] score1;
  float[] score2;
  int[] history0;
  int[] history1;
  int[] history2;

  /** What enters in the next frame. */
  float[] entry;

  int[] entryHistory;

  /** Best of the three scores, from scoring until pruning. */
  float[] best;

  int size;

  private int[] slots;

  ActivePhones(int capacity) {
    node = new int[capacity];
    languageState = new int[capacity];
    sequence = new int[capacity];
    pronunciation = new int[capacity];
    phoneClass = new int[capacity];
    ahead = new float[capacity];
    score0 = new float[capacity];
    score1 = new float[capacity];
    score2 = new float[capacity];
    history0 = new int[capacity];
    history1 = new int[capacity];
    history2 = new int[capacity];
    entry = new float[capacity];
    entryHistory = new int[capacity];
    best = new float[capacity];
    slots = new int[Integer.highestOneBit(capacity) * 4];
  }

  void clear() {
    size = 0;
    clearIndex();
  }

  void clearIndex() {
    Arrays.fill(slots, 0);
  }

  /** The place of a node after a state, or the bitwise complement of where to put it. */
  int find(int wantedNode, int wantedState) {
    int mask = slots.length - 1;
    int slot = slot(wantedNode, wantedState, mask);
    while (slots[slot] != 0) {
      int place = slots[slot] - 1;
      if (node[place] == wantedNode && languageState[place] == wantedState) {
        return place;
      }
      slot = (slot + 1) & mask;
    }
    return ~slot;
  }

  private static int slot(int node, int state, int mask) {
    int hash = node * 0x9E3779B1 + state * 0x85EBCA6B;
    hash ^= hash >>> 15;
    hash *= 0x2C1B3C6D;
    return (hash ^ hash >>> 13) & mask;
  }

  /** Puts a place that survived into the index. */
  void index(int place) {
    int mask = slots.length - 1;
    int slot = slot(node[place], languageState[place], mask);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = place + 1;
  }

  /** Makes a place, with nothing in its states. */
  int add(int freeSlot, int newNode, int newState, int newSequence, float newAhead) {
    int place = size++;
    slots[freeSlot] = place + 1;
    node[place] = newNode;
    languageState[place] = newState;
    sequence[place] = newSequence;
    ahead[place] = newAhead;
    score0[place] = NEVER;
    score1[place] = NEVER;
    score2[place] = NEVER;
    entry[place] = NEVER;
    if (size == node.length) {
      grow();
    }
    return place;
  }

  void move(int from, int to) {
    node[to] = node[from];
    languageState[to] = languageState[from];
    sequence[to] = sequence[from];
    pronunciation[to] = pronunciation[from];
    phoneClass[to] = phoneClass[from];
    ahead[to] = ahead[from];
    score0[to] = score0[from];
    score1[to] = score1[from];
    score2[to] = score2[from];
    history0[to] = history0[from];
    history1[to] = history1[from];
    history2[to] = history2[from];
  }

  private void grow() {
    int capacity = 2 * size;
    node = Arrays.copyOf(node, capacity);
    languageState = Arrays.copyOf(languageState, capacity);
    sequence = Arrays.copyOf(sequence, capacity);
    pronunciation = Arrays.copyOf(pronunciation, capacity);
    phoneClass = Arrays.copyOf(phoneClass, capacity);
    ahead = Arrays.copyOf(ahead, capacity);
    score0 = Arrays.copyOf(score0, capacity);
    score1 = Arrays.copyOf(score1, capacity);
    score2 = Arrays.copyOf(score2, capacity);
    history0 = Arrays.copyOf(history0, capacity);
    history1 = Arrays.copyOf(history1, capacity);
    history2 = Arrays.copyOf(history2, capacity);
    entry = Arrays.copyOf(entry, capacity);
    entryHistory = Arrays.copyOf(entryHistory, capacity);
    best = Arrays.copyOf(best, capacity);
    slots = new int[2 * slots.length];
    for (int place = 0; place < size; place++) {
      index(place);
    }
  }
}

package io.diction.speech.decode;

import java.util.Arrays;

/**
 * Places in a search, each at a node after a language model state, with an open-addressing index
 * from both to the place. Subclasses add arrays of what they keep for each place.
 */
abstract class ActiveSet {
  static final float NEVER = -1e30f;

  int[] node;
  int[] languageState;

  /** What enters in the next frame, and the end of the word before it. */
  float[] entry;

  int[] entryHistory;

  /** Best score of the place's states, from scoring until pruning. */
  float[] best;

  int size;

  private int[] slots;

  ActiveSet(int capacity) {
    node = new int[capacity];
    languageState = new int[capacity];
    entry = new float[capacity];
    entryHistory = new int[capacity];
    best = new float[capacity];
    slots = new int[Integer.highestOneBit(capacity) * 4];
  }

  void clear() {
    size = 0;
    clearIndex();
  }

  final void clearIndex() {
    Arrays.fill(slots, 0);
  }

  /** The place of a node after a state, or the bitwise complement of where to put it. */
  final int find(int wantedNode, int wantedState) {
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
  final void index(int place) {
    int mask = slots.length - 1;
    int slot = slot(node[place], languageState[place], mask);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = place + 1;
  }

  /** Makes a place that nothing has entered yet. */
  final int place(int freeSlot, int newNode, int newState) {
    if (size == node.length) {
      grow(2 * size);
      return place(~find(newNode, newState), newNode, newState);
    }
    int place = size++;
    slots[freeSlot] = place + 1;
    node[place] = newNode;
    languageState[place] = newState;
    entry[place] = NEVER;
    return place;
  }

  /** Lets a path enter in the next frame if it is better than those before. */
  final void enter(int place, float score, int history) {
    if (score > entry[place]) {
      entry[place] = score;
      entryHistory[place] = history;
    }
  }

  void move(int from, int to) {
    node[to] = node[from];
    languageState[to] = languageState[from];
    best[to] = best[from];
  }

  void grow(int capacity) {
    node = Arrays.copyOf(node, capacity);
    languageState = Arrays.copyOf(languageState, capacity);
    entry = Arrays.copyOf(entry, capacity);
    entryHistory = Arrays.copyOf(entryHistory, capacity);
    best = Arrays.copyOf(best, capacity);
    slots = new int[Integer.highestOneBit(capacity) * 4];
    for (int place = 0; place < size; place++) {
      index(place);
    }
  }
}

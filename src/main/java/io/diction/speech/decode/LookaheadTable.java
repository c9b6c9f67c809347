package io.diction.speech.decode;

/**
 * The best that the language model can still give below each node of a {@link LexiconTree}, after
 * one word of history. Immutable but for a note of its use.
 *
 * <p>Where words seen after the history lie below a node, its children have a block of values.
 * Below all others, a node has what it has without history, less the history's back-off weight. An
 * only child has what its parent has ({@link LexiconTree#isChain}) and no block.
 */
final class LookaheadTable {
  static final int MOST_USES = 63;

  /** [node before the starts] without history. */
  final float[] unigram;

  final float backoff;

  /** [block + child - first child]. */
  final float[] values;

  /** [phone] of all words that begin with it; very low where there is none. */
  final float[] byFirstPhone;

  /** Of all words. */
  final float any;

  /** In how many utterances it was met, halved now and then; threads write it unguarded. */
  int uses;

  private int lastMet;

  /** Open-addressing pairs of parent plus one, 0 for free, and block; a power of two long. */
  private final int[] index;

  LookaheadTable(
      float[] unigram, float backoff, int[] index, float[] values, float[] byFirstPhone) {
    this.unigram = unigram;
    this.backoff = backoff;
    this.index = index;
    this.values = values;
    this.byFirstPhone = byFirstPhone;
    float highest = Float.NEGATIVE_INFINITY;
    for (float value : byFirstPhone) {
      highest = Math.max(highest, value);
    }
    any = highest;
  }

  /** Where the values of a node's children begin in {@link #values}, or -1 for no block. */
  int block(int parent) {
    int mask = index.length - 2;
    int slot = slot(parent, mask);
    while (index[slot] != 0) {
      if (index[slot] == parent + 1) {
        return index[slot + 1];
      }
      slot = (slot + 2) & mask;
    }
    return -1;
  }

  /** Notes that it is needed in an utterance. */
  void meet(int utterance) {
    if (lastMet != utterance) {
      lastMet = utterance;
      uses = Math.min(uses + 1, MOST_USES);
    }
  }

  /** Adds a node's block to an index that has room. */
  static void put(int[] index, int parent, int block) {
    int mask = index.length - 2;
    int slot = slot(parent, mask);
    while (index[slot] != 0) {
      slot = (slot + 2) & mask;
    }
    index[slot] = parent + 1;
    index[slot + 1] = block;
  }

  private static int slot(int node, int mask) {
    int hash = node * 0x9E3779B1;
    return (hash ^ hash >>> 15) << 1 & mask;
  }

  int bytes() {
    return 96 + 4 * index.length + 4 * values.length + 4 * byFirstPhone.length;
  }
}

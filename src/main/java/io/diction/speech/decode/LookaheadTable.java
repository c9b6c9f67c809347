package io.diction.speech.decode;

/**
 * The best that the language model can still give below each node of a {@link LexiconTree}, after
 * one word of history. Immutable.
 *
 * <p>Where words seen after the history lie below a node, its children have a block of values.
 * Below all others, a node has what it has without history, less the history's back-off weight.
 */
final class LookaheadTable {
  /** [node before the starts] without history. */
  final float[] unigram;

  final float backoff;

  /** [block + child - first child]. */
  final float[] values;

  /** [phone] of all words that begin with it; very low where there is none. */
  final float[] byFirstPhone;

  /** Of all words. */
  final float any;

  /** Open-addressing table of parents plus one, a power of two long; 0 is free. */
  private final int[] parents;

  private final int[] blocks;

  LookaheadTable(
      float[] unigram,
      float backoff,
      int[] parents,
      int[] blocks,
      float[] values,
      float[] byFirstPhone) {
    this.unigram = unigram;
    this.backoff = backoff;
    this.parents = parents;
    this.blocks = blocks;
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
    int mask = parents.length - 1;
    int slot = slot(parent, mask);
    while (parents[slot] != 0) {
      if (parents[slot] == parent + 1) {
        return blocks[slot];
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  static int slot(int node, int mask) {
    int hash = node * 0x9E3779B1;
    return (hash ^ hash >>> 15) & mask;
  }

  int bytes() {
    return 96 + 8 * parents.length + 4 * values.length + 4 * byFirstPhone.length;
  }
}

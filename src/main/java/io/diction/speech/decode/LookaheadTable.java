package io.diction.speech.decode;

/**
 * The best that the language model can still give below each node of a {@link LexiconTree}, after
 * one word of history. Immutable.
 *
 * <p>Nodes that lead to words seen after the history are in a hash table; the others have the
 * history's back-off weight and what they have without history.
 */
final class LookaheadTable {
  private final float[] unigram;
  private final float backoff;
  private final int[] nodes;
  private final float[] logProbs;

  /** [phone] of all words that begin with it; minus infinity where there is none. */
  final float[] byFirstPhone;

  /** Of all words. */
  final float any;

  /**
   * @param unigram [pair or inner node] without history
   * @param nodes open-addressing table of nodes plus one, a power of two long; 0 is free
   */
  LookaheadTable(
      float[] unigram,
      float backoff,
      int[] nodes,
      float[] logProbs,
      float[] byFirstPhone,
      float any) {
    this.unigram = unigram;
    this.backoff = backoff;
    this.nodes = nodes;
    this.logProbs = logProbs;
    this.byFirstPhone = byFirstPhone;
    this.any = any;
  }

  float logProb(int node) {
    int mask = nodes.length - 1;
    int slot = slot(node, mask);
    while (nodes[slot] != 0) {
      if (nodes[slot] == node + 1) {
        return logProbs[slot];
      }
      slot = (slot + 1) & mask;
    }
    return backoff + unigram[node];
  }

  static int slot(int node, int mask) {
    int hash = node * 0x9E3779B1;
    return (hash ^ hash >>> 15) & mask;
  }

  int bytes() {
    return 64 + 8 * nodes.length + 4 * byFirstPhone.length;
  }
}

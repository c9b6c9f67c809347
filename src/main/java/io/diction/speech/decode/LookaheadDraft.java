package io.diction.speech.decode;

import io.diction.speech.language.LanguageModel;
import java.util.Arrays;
import java.util.BitSet;

/** Gathers the blocks of one {@link LookaheadTable} after the other. For one thread, reused. */
final class LookaheadDraft {
  /** Words seen after the history, also one by one with their ln probabilities. */
  final BitSet seen = new BitSet();

  int[] words = new int[1 << 10];
  float[] logProbs = new float[1 << 10];
  int count;

  private final LexiconTree tree;

  /** [node before the starts] its children's block in {@code values}, -1 for none. */
  private final int[] blocks;

  /** Nodes that have blocks. */
  private final IntList parents = new IntList();

  private float[] unigram = new float[0];
  private float backoff;
  private float[] values = new float[1 << 10];
  private int used;

  LookaheadDraft(LexiconTree tree) {
    this.tree = tree;
    blocks = new int[tree.firstStart];
    Arrays.fill(blocks, -1);
  }

  /** Takes all that was seen after a history; {@code false} when the model cannot tell. */
  boolean gather(LanguageModel language, int history) {
    seen.clear();
    count = 0;
    return language.successors(history, this::add);
  }

  private void add(int word, float logProb) {
    if (count == words.length) {
      words = Arrays.copyOf(words, 2 * count);
      logProbs = Arrays.copyOf(logProbs, 2 * count);
    }
    seen.set(word);
    words[count] = word;
    logProbs[count++] = logProb;
  }

  /**
   * Begins a table.
   *
   * @param withoutHistory [node] what lies ahead without history
   * @param weight ln of what the history takes from words not seen after it
   */
  void begin(float[] withoutHistory, float weight) {
    unigram = withoutHistory;
    backoff = weight;
    used = 0;
  }

  /** Raises a node's value; false when it was as high already, and so were those above it. */
  boolean raise(int node, float logProb) {
    int parent = tree.parent[node];
    if (tree.isChain(parent)) {
      return true;
    }
    int block = blocks[parent];
    if (block < 0) {
      // Where the back-off wins here it does so above, and neither needs a block.
      if (logProb <= backoff + unigram[node]) {
        return false;
      }
      block = add(parent);
    }
    int at = block + node - tree.firstChild[parent];
    if (logProb <= values[at]) {
      return false;
    }
    values[at] = logProb;
    return true;
  }

  private int add(int parent) {
    int first = tree.firstChild[parent];
    int children = tree.firstChild[parent + 1] - first;
    if (used + children > values.length) {
      values = Arrays.copyOf(values, 2 * (used + children));
    }
    int block = used;
    for (int i = 0; i < children; i++) {
      values[block + i] = backoff + unigram[first + i];
    }
    used += children;
    blocks[parent] = block;
    parents.add(parent);
    return block;
  }

  /** The table of all that was raised since {@link #begin}. */
  LookaheadTable table(float[] byFirstPhone) {
    int count = parents.size();
    int[] index = new int[4 * Integer.highestOneBit(1 + count * 3 / 2)];
    for (int i = 0; i < count; i++) {
      int parent = parents.get(i);
      LookaheadTable.put(index, parent, blocks[parent]);
      blocks[parent] = -1;
    }
    parents.clear();
    return new LookaheadTable(unigram, backoff, index, Arrays.copyOf(values, used), byFirstPhone);
  }
}

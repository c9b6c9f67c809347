package io.diction.speech.decode;

import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.Vocabulary;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes and keeps a {@link LookaheadTable} for each word of history that recognition meets; S.
 * Ortmanns, H. Ney and A. Eiden, "Language-Model Look-Ahead for Large Vocabulary Speech
 * Recognition", ICSLP 1996.
 *
 * <p>Shared by threads. Two threads may make the same table at the same time; both are alike, so it
 * does not matter whose is kept.
 */
final class Lookahead {
  private final LexiconTree tree;
  private final LanguageModel language;

  /** [word] its pronunciations, in {@code pronunciations}. */
  private final int[] firstPronunciation;

  private final int[] pronunciations;
  private final AtomicReferenceArray<LookaheadTable> tables;
  private final AtomicLong bytes = new AtomicLong();
  private final long maxBytes;
  private final LookaheadTable plain;

  /**
   * @param maxBytes what tables may take together; beyond it all are dropped, and made again when
   *     met
   */
  Lookahead(LexiconTree tree, LanguageModel language, long maxBytes) {
    this.tree = tree;
    this.language = language;
    this.maxBytes = maxBytes;
    int words = language.vocabulary().size();
    firstPronunciation = new int[words + 1];
    for (int word : tree.wordOf) {
      firstPronunciation[word + 1]++;
    }
    for (int word = 0; word < words; word++) {
      firstPronunciation[word + 1] += firstPronunciation[word];
    }
    int[] at = firstPronunciation.clone();
    pronunciations = new int[tree.wordOf.length];
    for (int i = 0; i < tree.wordOf.length; i++) {
      pronunciations[at[tree.wordOf[i]]++] = i;
    }
    plain = withoutHistory();
    tables = new AtomicReferenceArray<>(words);
  }

  private LookaheadTable withoutHistory() {
    float[] unigram = new float[tree.firstStart];
    Arrays.fill(unigram, ActiveSet.NEVER);
    for (int i = 0; i < tree.wordOf.length; i++) {
      float logProb = language.logProb(language.emptyState(), tree.wordOf[i]);
      for (int node = tree.leafParent[i]; node >= 0; node = tree.parent[node]) {
        unigram[node] = Math.max(unigram[node], logProb);
      }
    }
    float[] byFirstPhone = Arrays.copyOf(unigram, tree.phones.size());
    addSingles(byFirstPhone, language.emptyState());
    return new LookaheadTable(unigram, 0, new int[1], new int[1], new float[0], byFirstPhone);
  }

  private void addSingles(float[] byFirstPhone, long state) {
    for (int phone = 0; phone < byFirstPhone.length; phone++) {
      for (int i = tree.singleIndex[phone]; i < tree.singleIndex[phone + 1]; i++) {
        float logProb = language.logProb(state, tree.wordOf[tree.singles[i]]);
        byFirstPhone[phone] = Math.max(byFirstPhone[phone], logProb);
      }
    }
  }

  /** Frees memory when there is too much; called between utterances. */
  void trim() {
    if (bytes.get() > maxBytes) {
      bytes.set(0);
      for (int i = 0; i < tables.length(); i++) {
        tables.set(i, null);
      }
    }
  }

  /**
   * The table after a word.
   *
   * @param history the last word, or {@link Vocabulary#UNKNOWN}
   */
  LookaheadTable after(int history) {
    if (history == Vocabulary.UNKNOWN) {
      return plain;
    }
    LookaheadTable table = tables.get(history);
    if (table == null) {
      table = make(history);
      tables.set(history, table);
      bytes.addAndGet(table.bytes());
    }
    return table;
  }

  private LookaheadTable make(int history) {
    long state = language.nextState(language.emptyState(), history);
    BitSet seen = new BitSet();
    if (!language.successors(history, seen::set)) {
      return plain;
    }
    float backoff = backoff(state, seen);
    Blocks blocks = new Blocks(tree, plain.unigram, backoff);
    float[] byFirstPhone = new float[tree.phones.size()];
    for (int phone = 0; phone < byFirstPhone.length; phone++) {
      byFirstPhone[phone] = backoff + plain.unigram[phone];
    }
    for (int word = seen.nextSetBit(0); word >= 0; word = seen.nextSetBit(word + 1)) {
      if (firstPronunciation[word] == firstPronunciation[word + 1]) {
        continue;
      }
      float logProb = language.logProb(state, word);
      for (int i = firstPronunciation[word]; i < firstPronunciation[word + 1]; i++) {
        int node = tree.leafParent[pronunciations[i]];
        while (node >= tree.phones.size() && blocks.raise(node, logProb)) {
          node = tree.parent[node];
        }
        if (node >= 0 && node < tree.phones.size()) {
          byFirstPhone[node] = Math.max(byFirstPhone[node], logProb);
        }
      }
    }
    addSingles(byFirstPhone, state);
    return blocks.table(byFirstPhone);
  }

  /** What the history takes from a word never seen after it. */
  private float backoff(long state, BitSet seen) {
    int words = firstPronunciation.length - 1;
    int unseen = seen.nextClearBit(0);
    while (unseen < words && firstPronunciation[unseen] == firstPronunciation[unseen + 1]) {
      unseen = seen.nextClearBit(unseen + 1);
    }
    return unseen >= words
        ? 0
        : language.logProb(state, unseen) - language.logProb(language.emptyState(), unseen);
  }

  /** Gathers the blocks of one table. */
  private static final class Blocks {
    private final LexiconTree tree;
    private final float[] unigram;
    private final float backoff;
    private int[] parents = new int[64];
    private int[] blocks = new int[64];
    private int count;
    private float[] values = new float[256];
    private int used;

    private Blocks(LexiconTree tree, float[] unigram, float backoff) {
      this.tree = tree;
      this.unigram = unigram;
      this.backoff = backoff;
    }

    /** Raises a node's value; false when it was as high already, and so were those above it. */
    private boolean raise(int node, float logProb) {
      int parent = tree.parent[node];
      int slot = find(parents, parent);
      boolean fresh = parents[slot] == 0;
      int block = fresh ? add(slot, parent) : blocks[slot];
      int at = block + node - tree.firstChild[parent];
      if (logProb <= values[at]) {
        // In a fresh block the back-off may have won, but the nodes above lack their blocks.
        return fresh;
      }
      values[at] = logProb;
      return true;
    }

    private int add(int slot, int parent) {
      int first = tree.firstChild[parent];
      int children = tree.firstChild[parent + 1] - first;
      while (used + children > values.length) {
        values = Arrays.copyOf(values, 2 * values.length);
      }
      int block = used;
      for (int i = 0; i < children; i++) {
        values[block + i] = backoff + unigram[first + i];
      }
      used += children;
      parents[slot] = parent + 1;
      blocks[slot] = block;
      if (++count * 2 > parents.length) {
        grow();
      }
      return block;
    }

    private void grow() {
      int[] more = new int[2 * parents.length];
      int[] moreBlocks = new int[2 * parents.length];
      for (int i = 0; i < parents.length; i++) {
        if (parents[i] != 0) {
          int slot = find(more, parents[i] - 1);
          more[slot] = parents[i];
          moreBlocks[slot] = blocks[i];
        }
      }
      parents = more;
      blocks = moreBlocks;
    }

    private LookaheadTable table(float[] byFirstPhone) {
      return new LookaheadTable(
          unigram, backoff, parents, blocks, Arrays.copyOf(values, used), byFirstPhone);
    }

    private static int find(int[] nodes, int node) {
      int mask = nodes.length - 1;
      int slot = LookaheadTable.slot(node, mask);
      while (nodes[slot] != 0 && nodes[slot] != node + 1) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}

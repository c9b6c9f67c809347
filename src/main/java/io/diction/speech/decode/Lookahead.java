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
  private final int[][] pronunciationsOf;
  private final float[] unigram;
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
    pronunciationsOf = new int[words][];
    for (int i = 0; i < tree.wordOf.length; i++) {
      int word = tree.wordOf[i];
      int[] known = pronunciationsOf[word] == null ? new int[0] : pronunciationsOf[word];
      pronunciationsOf[word] = Arrays.copyOf(known, known.length + 1);
      pronunciationsOf[word][known.length] = i;
    }
    unigram = new float[tree.firstStart];
    Arrays.fill(unigram, Float.NEGATIVE_INFINITY);
    float[] byFirstPhone = new float[tree.phones.size()];
    Arrays.fill(byFirstPhone, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < tree.wordOf.length; i++) {
      float logProb = language.logProb(language.emptyState(), tree.wordOf[i]);
      for (int node = tree.leafParent[i]; node >= 0; node = tree.parent[node]) {
        unigram[node] = Math.max(unigram[node], logProb);
      }
    }
    for (int pair = 0; pair < tree.pairs; pair++) {
      int phone = tree.firstPhoneOfPair[pair];
      byFirstPhone[phone] = Math.max(byFirstPhone[phone], unigram[pair]);
    }
    for (int phone = 0; phone < byFirstPhone.length; phone++) {
      for (int i = tree.singleIndex[phone]; i < tree.singleIndex[phone + 1]; i++) {
        byFirstPhone[phone] =
            Math.max(
                byFirstPhone[phone],
                language.logProb(language.emptyState(), tree.wordOf[tree.singles[i]]));
      }
    }
    plain =
        new LookaheadTable(unigram, 0, new int[1], new float[1], byFirstPhone, max(byFirstPhone));
    tables = new AtomicReferenceArray<>(words);
  }

  private static float max(float[] values) {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
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
    Growing growing = new Growing();
    float[] byFirstPhone = new float[plain.byFirstPhone.length];
    for (int phone = 0; phone < byFirstPhone.length; phone++) {
      byFirstPhone[phone] = backoff + plain.byFirstPhone[phone];
    }
    for (int word = seen.nextSetBit(0); word >= 0; word = seen.nextSetBit(word + 1)) {
      if (pronunciationsOf[word] == null) {
        continue;
      }
      float logProb = language.logProb(state, word);
      for (int pronunciation : pronunciationsOf[word]) {
        int node = tree.leafParent[pronunciation];
        int last = -1;
        while (node >= 0 && growing.raise(node, Math.max(logProb, backoff + unigram[node]))) {
          last = node;
          node = tree.parent[node];
        }
        if (last >= 0 && last < tree.pairs) {
          int phone = tree.firstPhoneOfPair[last];
          byFirstPhone[phone] = Math.max(byFirstPhone[phone], logProb);
        }
      }
    }
    for (int phone = 0; phone < byFirstPhone.length; phone++) {
      for (int i = tree.singleIndex[phone]; i < tree.singleIndex[phone + 1]; i++) {
        int word = tree.wordOf[tree.singles[i]];
        byFirstPhone[phone] = Math.max(byFirstPhone[phone], language.logProb(state, word));
      }
    }
    return new LookaheadTable(
        unigram, backoff, growing.nodes, growing.logProbs, byFirstPhone, max(byFirstPhone));
  }

  /** What the history takes from a word never seen after it. */
  private float backoff(long state, BitSet seen) {
    int unseen = seen.nextClearBit(0);
    while (unseen < pronunciationsOf.length && pronunciationsOf[unseen] == null) {
      unseen = seen.nextClearBit(unseen + 1);
    }
    return unseen >= pronunciationsOf.length
        ? 0
        : language.logProb(state, unseen) - language.logProb(language.emptyState(), unseen);
  }

  private static final class Growing {
    private int[] nodes = new int[64];
    private float[] logProbs = new float[64];
    private int used;

    /** Raises a node's value; false when it was as high already. */
    private boolean raise(int node, float logProb) {
      int slot = find(nodes, node);
      if (nodes[slot] != 0) {
        if (logProbs[slot] >= logProb) {
          return false;
        }
        logProbs[slot] = logProb;
        return true;
      }
      nodes[slot] = node + 1;
      logProbs[slot] = logProb;
      used++;
      if (used * 2 > nodes.length) {
        grow();
      }
      return true;
    }

    private void grow() {
      int[] more = new int[2 * nodes.length];
      float[] values = new float[2 * nodes.length];
      for (int i = 0; i < nodes.length; i++) {
        if (nodes[i] != 0) {
          int slot = find(more, nodes[i] - 1);
          more[slot] = nodes[i];
          values[slot] = logProbs[i];
        }
      }
      nodes = more;
      logProbs = values;
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

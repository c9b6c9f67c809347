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
  /** Enough that some of them are unseen after any word. */
  private static final int MOST_FREQUENT = 4096;

  private static final int BACKOFF_SAMPLE = 32;

  private static final int MOST_USES = LookaheadTable.MOST_USES;

  private final LexiconTree tree;
  private final LanguageModel language;

  /** [word] its pronunciations, in {@code pronunciations}. */
  private final int[] firstPronunciation;

  private final int[] pronunciations;
  private final int[] frequent;
  private final AtomicReferenceArray<LookaheadTable> tables;
  private final AtomicLong bytes = new AtomicLong();
  private final long maxBytes;
  private final LookaheadTable plain;

  /** Begun so far, roughly where threads begin some together. */
  private volatile int utterances;

  /**
   * @param maxBytes what tables may take together; beyond it those not met lately are dropped, and
   *     made again when met
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
    frequent = frequent();
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
    return new LookaheadTable(unigram, 0, new int[2], new float[0], byFirstPhone);
  }

  private void addSingles(float[] byFirstPhone, long state) {
    for (int phone = 0; phone < byFirstPhone.length; phone++) {
      for (int i = tree.singleIndex[phone]; i < tree.singleIndex[phone + 1]; i++) {
        float logProb = language.logProb(state, tree.wordOf[tree.singles[i]]);
        byFirstPhone[phone] = Math.max(byFirstPhone[phone], logProb);
      }
    }
  }

  /**
   * Begins an utterance: frees memory when there is too much. Tables that few utterances met go
   * first; those of frequent words, the largest, stay.
   */
  void begin() {
    int begun = utterances + 1;
    utterances = begun;
    if (bytes.get() > maxBytes) {
      trim();
    }
  }

  private synchronized void trim() {
    long[] bytesOfUse = new long[MOST_USES + 1];
    for (int i = 0; i < tables.length(); i++) {
      LookaheadTable table = tables.get(i);
      if (table != null) {
        bytesOfUse[table.uses] += table.bytes();
      }
    }
    int least = MOST_USES + 1;
    for (long kept = 0; least > 0; least--) {
      kept += bytesOfUse[least - 1];
      if (kept > maxBytes / 2) {
        break;
      }
    }
    for (int i = 0; i < tables.length(); i++) {
      LookaheadTable table = tables.get(i);
      if (table != null) {
        if (table.uses < least && tables.compareAndSet(i, table, null)) {
          bytes.addAndGet(-table.bytes());
        }
        table.uses >>>= 1;
      }
    }
  }

  /**
   * The table after a word.
   *
   * @param history the last word, or {@link Vocabulary#UNKNOWN}
   * @param draft the caller's own
   */
  LookaheadTable after(int history, LookaheadDraft draft) {
    if (history == Vocabulary.UNKNOWN) {
      return plain;
    }
    LookaheadTable table = tables.get(history);
    if (table == null) {
      table = make(history, draft);
      if (tables.compareAndSet(history, null, table)) {
        bytes.addAndGet(table.bytes());
      }
    }
    table.meet(utterances);
    return table;
  }

  private LookaheadTable make(int history, LookaheadDraft draft) {
    long state = language.nextState(language.emptyState(), history);
    if (!draft.gather(language, history)) {
      return plain;
    }
    float backoff = backoff(state, draft.seen);
    draft.begin(plain.unigram, backoff);
    float[] byFirstPhone = new float[tree.phones.size()];
    for (int phone = 0; phone < byFirstPhone.length; phone++) {
      byFirstPhone[phone] = backoff + plain.unigram[phone];
    }
    for (int next = 0; next < draft.count; next++) {
      int word = draft.words[next];
      float logProb = draft.logProbs[next];
      for (int i = firstPronunciation[word]; i < firstPronunciation[word + 1]; i++) {
        int node = tree.leafParent[pronunciations[i]];
        while (node >= tree.phones.size() && draft.raise(node, logProb)) {
          node = tree.parent[node];
        }
        if (node >= 0 && node < tree.phones.size()) {
          byFirstPhone[node] = Math.max(byFirstPhone[node], logProb);
        }
      }
    }
    addSingles(byFirstPhone, state);
    return draft.table(byFirstPhone);
  }

  /**
   * What the history takes from words never seen after it. In a back-off model that is the same for
   * all; in an interpolation of models each has its own, so it is taken over the most frequent of
   * those words, which are what lies ahead of most nodes.
   */
  private float backoff(long state, BitSet seen) {
    double after = 0;
    double without = 0;
    int sampled = 0;
    for (int i = 0; i < frequent.length && sampled < BACKOFF_SAMPLE; i++) {
      int word = frequent[i];
      if (!seen.get(word)) {
        after += StrictMath.exp(language.logProb(state, word));
        without += StrictMath.exp(language.logProb(language.emptyState(), word));
        sampled++;
      }
    }
    return after > 0 && without > 0 ? (float) StrictMath.log(after / without) : 0;
  }

  /** Recognisable words, the most frequent first. */
  private int[] frequent() {
    int words = firstPronunciation.length - 1;
    long[] ordered = new long[words];
    int count = 0;
    for (int word = 0; word < words; word++) {
      if (firstPronunciation[word] < firstPronunciation[word + 1]) {
        float surprise = Math.max(0, -language.logProb(language.emptyState(), word));
        ordered[count++] = (long) Float.floatToRawIntBits(surprise) << 32 | word;
      }
    }
    Arrays.sort(ordered, 0, count);
    int[] frequent = new int[Math.min(count, MOST_FREQUENT)];
    for (int i = 0; i < frequent.length; i++) {
      frequent[i] = (int) ordered[i];
    }
    return frequent;
  }
}

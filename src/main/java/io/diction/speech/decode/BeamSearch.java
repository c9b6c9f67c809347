package io.diction.speech.decode;

import io.diction.speech.RecognitionSettings;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.language.LanguageModel;
import java.util.Arrays;

/**
 * Time-synchronous Viterbi search for the best words, one utterance at a time.
 *
 * <p>A path is at a node of the {@link LexiconTree} after a language model state; paths meet only
 * when both agree, so the language model is exact (H. Ney and S. Ortmanns, "Dynamic Programming
 * Search for Continuous Speech Recognition", IEEE Signal Processing Magazine 16(5), 1999). Inside a
 * word the score contains the {@link LookaheadTable look-ahead}, from the last phone on the word's
 * own probability.
 *
 * <p>For one thread, reused from utterance to utterance; allocates only when an utterance needs
 * more room than any before.
 */
final class BeamSearch {
  private static final int HISTOGRAM_BINS = 256;

  private final LexiconTree tree;
  private final LanguageModel language;
  private final RecognitionSettings settings;
  final LanguageStates states;
  private final WordScores wordScores;
  private final ActivePhones phones;
  private final ActiveEnds ends;
  final History history = new History();

  private final float languageWeight;
  private final float wordPenalty;

  private final PhoneStates phoneStates;
  private final int[] rows;
  private final float[] transitions;

  private final int[] histogram = new int[HISTOGRAM_BINS];
  private int phonesKept;
  private int endsKept;
  private float threshold;
  private float wordThreshold;
  private float phoneThreshold;
  private int frame;
  private long phonesScored;
  private float[] forecast;

  BeamSearch(
      AcousticModel acoustic,
      LexiconTree tree,
      LanguageModel language,
      Lookahead lookahead,
      RecognitionSettings settings) {
    this.tree = tree;
    this.language = language;
    this.settings = settings;
    states = new LanguageStates(language, tree, lookahead);
    wordScores = new WordScores(language, states);
    phones = new ActivePhones(2 * settings.maxActive());
    ends = new ActiveEnds(2 * settings.maxActive());
    languageWeight = (float) settings.languageWeight();
    wordPenalty = (float) settings.wordPenalty();
    phoneStates = new PhoneStates(acoustic);
    rows = phoneStates.rows;
    transitions = phoneStates.transitions;
  }

  /** Begins an utterance, in silence or with any word. */
  void begin() {
    states.clear();
    wordScores.clear();
    phones.clear();
    ends.clear();
    history.clear();
    frame = -1;
    forecast = new float[tree.phones.size()];
    phonesScored = 0;
    threshold = 2 * ActiveSet.NEVER;
    int start = states.start();
    enterFillers(start, 0, History.NONE);
    enterAnyWord(start, 0, History.NONE);
  }

  /**
   * Takes the next frame.
   *
   * @param tiedStateScores ln p(frame | tied state)
   * @param row where the frame begins in it
   * @param penalties [phone] of the {@link PhoneForecast} after the frame
   */
  void advance(float[] tiedStateScores, int row, float[] penalties) {
    frame++;
    forecast = penalties;
    phonesScored += phones.size + ends.size;
    float highest =
        Math.max(
            phones.step(phoneStates, tiedStateScores, row),
            ends.step(tree, phoneStates, tiedStateScores, row, threshold));
    threshold = highest - (float) settings.beam();
    wordThreshold = highest - (float) settings.wordBeam();
    tighten(highest);
    phoneThreshold = Math.max(threshold, highest - (float) settings.phoneBeam());
    keepBestPhones();
    keepBestEnds();
    for (int place = 0; place < phonesKept; place++) {
      leavePhone(place);
    }
    for (int place = 0; place < endsKept; place++) {
      leaveEnd(place);
    }
  }

  /** Places scored in each frame, on average. */
  double meanActive() {
    return frame < 0 ? 0 : (double) phonesScored / (frame + 1);
  }

  /** Raises the threshold when too many places are above it. */
  private void tighten(float highest) {
    if (phones.size + ends.size <= settings.maxActive()) {
      return;
    }
    Arrays.fill(histogram, 0);
    float binsPerNat = HISTOGRAM_BINS / (float) settings.beam();
    count(phones, highest, binsPerNat);
    count(ends, highest, binsPerNat);
    int kept = 0;
    for (int bin = 0; bin < HISTOGRAM_BINS; bin++) {
      kept += histogram[bin];
      if (kept > settings.maxActive()) {
        threshold = Math.max(threshold, highest - bin / binsPerNat);
        return;
      }
    }
  }

  private void count(ActiveSet set, float highest, float binsPerNat) {
    for (int i = 0; i < set.size; i++) {
      int bin = (int) ((highest - set.best[i]) * binsPerNat);
      if (bin < HISTOGRAM_BINS) {
        histogram[bin]++;
      }
    }
  }

  private void keepBestPhones() {
    ActivePhones a = phones;
    a.clearIndex();
    int kept = 0;
    for (int i = 0; i < a.size; i++) {
      if (a.best[i] >= threshold) {
        if (kept < i) {
          a.move(i, kept);
        }
        a.entry[kept] = ActiveSet.NEVER;
        a.index(kept++);
      }
    }
    a.size = kept;
    phonesKept = kept;
  }

  private void keepBestEnds() {
    ActiveEnds a = ends;
    a.clearIndex();
    a.used = 0;
    int kept = 0;
    for (int i = 0; i < a.size; i++) {
      if (a.best[i] >= threshold) {
        a.keep(i, kept, tree.fanSize(a.fan[i]));
        a.entry[kept] = ActiveSet.NEVER;
        a.index(kept++);
      }
    }
    a.size = kept;
    endsKept = kept;
  }

  private void leavePhone(int place) {
    ActivePhones a = phones;
    int t = rows[(a.sequence[place] << 2) + 3];
    float score = a.score2[place] + transitions[t + 7];
    int from = a.history2[place];
    float skip = a.score1[place] + transitions[t + 5];
    if (skip > score) {
      score = skip;
      from = a.history1[place];
    }
    if (score <= phoneThreshold) {
      return;
    }
    if (a.node[place] < tree.firstFiller) {
      enterNext(place, score, from);
    } else if (score > wordThreshold) {
      leaveFiller(place, score, from);
    }
  }

  private void enterNext(int place, float exitScore, int from) {
    int node = phones.node[place];
    float base = exitScore - phones.ahead[place];
    if (tree.isChain(node)) {
      int child = tree.firstChild[node];
      if (exitScore + forecast[tree.phoneOf(child)] > threshold) {
        enterPhone(child, phones.languageState[place], base, phones.ahead[place], from);
      }
      return;
    }
    if (node < tree.firstStart) {
      int block = phones.block[place];
      if (block == ActivePhones.UNKNOWN_BLOCK) {
        block = states.ahead(phones.languageState[place]).block(node);
        phones.block[place] = block;
      }
      enterChildren(node, phones.languageState[place], block, base, from);
    } else {
      LookaheadTable table = states.ahead(phones.languageState[place]);
      int start = node - tree.firstStart;
      for (int i = tree.startPairIndex[start]; i < tree.startPairIndex[start + 1]; i++) {
        int pair = tree.startPairs[i];
        enterChildren(pair, phones.languageState[place], table.block(pair), base, from);
      }
    }
    float leafBest = phones.leafBest[place];
    if (leafBest == ActivePhones.UNKNOWN_LEAVES) {
      leafBest = leafBest(node, phones.languageState[place]);
      phones.leafBest[place] = leafBest;
    }
    if (base + leafBest <= threshold) {
      return;
    }
    if (node < tree.firstStart) {
      enterLeaves(node, phones.languageState[place], base, from);
    } else {
      int start = node - tree.firstStart;
      for (int i = tree.startPairIndex[start]; i < tree.startPairIndex[start + 1]; i++) {
        enterLeaves(tree.startPairs[i], phones.languageState[place], base, from);
      }
    }
  }

  /** The highest own score among the words that have but their last phone left. */
  private float leafBest(int node, int state) {
    if (node < tree.firstStart) {
      return leafBest(node, state, ActiveSet.NEVER);
    }
    float best = ActiveSet.NEVER;
    int start = node - tree.firstStart;
    for (int i = tree.startPairIndex[start]; i < tree.startPairIndex[start + 1]; i++) {
      best = leafBest(tree.startPairs[i], state, best);
    }
    return best;
  }

  private float leafBest(int node, int state, float before) {
    float best = before;
    for (int c = tree.leafStart[node]; c < tree.leafStart[node + 1]; c++) {
      best = Math.max(best, ownScore(state, tree.leaves[c]));
    }
    return best;
  }

  private float ownScore(int state, int pronunciation) {
    return languageWeight * wordScores.logProb(state, tree.wordOf[pronunciation]) + wordPenalty;
  }

  /**
   * Enters what follows a node in the tree.
   *
   * @param block of the node in the table of the state
   */
  private void enterChildren(int node, int state, int block, float base, int from) {
    int first = tree.firstChild[node];
    int end = tree.firstChild[node + 1];
    if (first == end) {
      return;
    }
    LookaheadTable table = states.ahead(state);
    float[] values = block < 0 ? table.unigram : table.values;
    int shift = block < 0 ? 0 : block - first;
    float backoff = block < 0 ? table.backoff : 0;
    float least = (threshold - base) / languageWeight - backoff;
    for (int child = first; child < end; child++) {
      if (values[child + shift] > least) {
        float ahead = languageWeight * (values[child + shift] + backoff);
        if (base + ahead + forecast[tree.phoneOf(child)] > threshold) {
          enterPhone(child, state, base, ahead, from);
        }
      }
    }
  }

  private void enterPhone(int node, int state, float base, float ahead, int from) {
    int found = phones.find(node, state);
    if (found < 0) {
      found = phones.add(~found, node, state, tree.sequence[node], ahead);
    }
    phones.enter(found, base + ahead, from);
  }

  /** Enters the last phones of words. */
  private void enterLeaves(int node, int state, float base, int from) {
    for (int c = tree.leafStart[node]; c < tree.leafStart[node + 1]; c++) {
      int leaf = tree.leaves[c];
      enterLast(leaf, leaf, tree.fanOf[leaf], state, base, from);
    }
  }

  /**
   * Enters the last phone of a word.
   *
   * @param node tells the word apart, and for a word of one phone the phone before it too
   */
  private void enterLast(int leaf, int node, int fan, int state, float base, int from) {
    float own = ownScore(state, leaf);
    if (base + own + forecast[tree.fanPhone[fan]] > threshold) {
      int found = ends.find(node, state);
      if (found < 0) {
        found = ends.add(~found, node, state, leaf, fan, tree.fanSize(fan));
        ends.own[found] = own;
      }
      ends.enter(found, base + own, from);
    }
  }

  private void leaveEnd(int place) {
    ActiveEnds a = ends;
    float least = Math.max(wordThreshold, threshold);
    if (a.best[place] <= least) {
      return;
    }
    int fan = a.fan[place];
    int t = tree.fanPhone[fan] << 3;
    int base = tree.fanLevel[3 * fan];
    int level2 = tree.fanLevel[3 * fan + 2];
    int classes = tree.fanLevel[3 * fan + 3] - level2;
    int block = a.block[place];
    for (int c = 0; c < classes; c++) {
      int at = block + level2 - base + c;
      int from1 = block + tree.fanParent[level2 + c];
      float score = a.score[at] + transitions[t + 7];
      int from = a.history[at];
      float skip = a.score[from1] + transitions[t + 5];
      if (skip > score) {
        score = skip;
        from = a.history[from1];
      }
      if (score > least) {
        leaveWord(place, tree.classStart[fan] + c, score, from);
      }
    }
  }

  private void leaveWord(int place, int phoneClass, float score, int from) {
    int pronunciation = ends.pronunciation[place];
    int state = ends.following[place];
    if (state == ActiveEnds.UNKNOWN_STATE) {
      state = states.after(ends.languageState[place], tree.wordOf[pronunciation]);
      ends.following[place] = state;
    }
    int last = tree.fanPhone[ends.fan[place]];
    int end = history.add(pronunciation, phoneClass, frame, from, state, score);
    LookaheadTable table = states.ahead(state);
    for (int r = tree.rightStart[phoneClass]; r < tree.rightStart[phoneClass + 1]; r++) {
      if (tree.rights[r] == tree.phones.silence()) {
        enterFillers(state, score, end);
      } else {
        enterWords(state, table, last, tree.rights[r], score, end);
      }
    }
  }

  private void leaveFiller(int place, float score, int from) {
    int filler = phones.node[place] - tree.firstFiller;
    int state = phones.languageState[place];
    float own = score - phones.ahead[place];
    int end = history.add(-1 - filler, History.NONE, frame, from, state, own);
    enterFillers(state, own, end);
    enterAnyWord(state, own, end);
  }

  private void enterFillers(int state, float score, int from) {
    float ahead = languageWeight * states.ahead(state).any;
    for (int filler = 0; filler < tree.fillers.length; filler++) {
      double penalty = filler == 0 ? settings.silencePenalty() : settings.noisePenalty();
      float entering = score + ahead + (float) penalty;
      if (entering <= threshold) {
        continue;
      }
      int node = tree.firstFiller + filler;
      int found = phones.find(node, state);
      if (found < 0) {
        found = phones.add(~found, node, state, tree.sequence[node], ahead);
      }
      phones.enter(found, entering, from);
    }
  }

  private void enterAnyWord(int state, float score, int from) {
    LookaheadTable table = states.ahead(state);
    for (int phone = 0; phone < tree.phones.size(); phone++) {
      enterWords(state, table, tree.phones.silence(), phone, score, from);
    }
  }

  private void enterWords(
      int state, LookaheadTable table, int left, int phone, float score, int from) {
    if (score + languageWeight * table.byFirstPhone[phone] + forecast[phone] <= threshold) {
      return;
    }
    int index = left * tree.phones.size() + phone;
    int block = table.block(phone);
    float[] values = block < 0 ? table.unigram : table.values;
    int shift = block < 0 ? 0 : block - tree.firstChild[phone];
    float backoff = block < 0 ? table.backoff : 0;
    float least = (threshold - forecast[phone] - score) / languageWeight - backoff;
    for (int s = tree.startIndex[index]; s < tree.startIndex[index + 1]; s++) {
      int node = tree.starts[s];
      int start = node - tree.firstStart;
      float best = ActiveSet.NEVER;
      for (int p = tree.startPairIndex[start]; p < tree.startPairIndex[start + 1]; p++) {
        best = Math.max(best, values[tree.startPairs[p] + shift]);
      }
      if (best > least) {
        enterPhone(node, state, score, languageWeight * (best + backoff), from);
      }
    }
    int fan = tree.singleFan[index];
    for (int i = tree.singleIndex[phone]; i < tree.singleIndex[phone + 1]; i++) {
      int single = tree.singles[i];
      enterLast(single, left * tree.wordOf.length + single, fan, state, score, from);
    }
  }

  /**
   * Ends the utterance.
   *
   * @return the best end in {@link #history}, or {@link History#NONE} when nothing was recognised
   */
  int end() {
    int best = History.NONE;
    float highest = Float.NEGATIVE_INFINITY;
    int lastFrame = history.size == 0 ? -1 : history.frame[history.size - 1];
    for (int i = history.size - 1; i >= 0 && history.frame[i] == lastFrame; i--) {
      float total =
          history.score[i]
              + languageWeight
                  * language.logProb(states.state(history.state[i]), language.endOfSentence());
      if (total > highest) {
        highest = total;
        best = i;
      }
    }
    return best;
  }
}

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
  private final LanguageStates states;
  private final ActivePhones active;
  final History history = new History();

  private final float languageWeight;
  private final float wordPenalty;

  /** [sequence * 4 + state] tied state; in the fourth place where its transitions begin. */
  private final int[] rows;

  /** [phone * 8 + t]: 00 01 02 11 12 13 22 23, logarithms. */
  private final float[] transitions;

  private final int[] histogram = new int[HISTOGRAM_BINS];
  private int[] exits = new int[1 << 12];
  private float[] exitScores = new float[1 << 12];
  private int exitCount;

  private float[] scores = new float[0];
  private int frameRow;
  private float threshold;
  private int frame;
  private long phonesScored;

  BeamSearch(
      AcousticModel acoustic,
      LexiconTree tree,
      LanguageModel language,
      Lookahead lookahead,
      RecognitionSettings settings) {
    this.tree = tree;
    this.language = language;
    this.settings = settings;
    states = new LanguageStates(language, lookahead);
    active = new ActivePhones(4 * settings.maxActive());
    languageWeight = (float) settings.languageWeight();
    wordPenalty = (float) settings.wordPenalty();
    rows = rows(acoustic);
    transitions = transitions(acoustic);
  }

  private static int[] rows(AcousticModel acoustic) {
    int[] rows = new int[4 * acoustic.phones().sequenceCount()];
    for (int sequence = 0; sequence < acoustic.phones().sequenceCount(); sequence++) {
      for (int state = 0; state < 3; state++) {
        rows[4 * sequence + state] = acoustic.phones().tiedState(sequence, state);
      }
      rows[4 * sequence + 3] = 8 * acoustic.phones().phoneOfSequence(sequence);
    }
    return rows;
  }

  private static float[] transitions(AcousticModel acoustic) {
    int phones = acoustic.phones().size();
    float[] logs = new float[8 * phones];
    int[] from = {0, 0, 0, 1, 1, 1, 2, 2};
    int[] to = {0, 1, 2, 1, 2, 3, 2, 3};
    for (int phone = 0; phone < phones; phone++) {
      for (int i = 0; i < 8; i++) {
        float p = acoustic.transitions()[(phone * 3 + from[i]) * 4 + to[i]];
        logs[8 * phone + i] = p > 0 ? (float) StrictMath.log(p) : ActivePhones.NEVER;
      }
    }
    return logs;
  }

  /** Begins an utterance, in silence or with any word. */
  void begin() {
    states.clear();
    active.clear();
    history.clear();
    frame = -1;
    phonesScored = 0;
    threshold = 2 * ActivePhones.NEVER;
    int start = states.start();
    enterFillers(start, 0, History.NONE);
    enterWords(start, tree.phones.silence(), 0, History.NONE, tree.rights, -1);
  }

  /**
   * Takes the next frame.
   *
   * @param tiedStateScores ln p(frame | tied state)
   * @param row where the frame begins in it
   */
  void advance(float[] tiedStateScores, int row) {
    frame++;
    scores = tiedStateScores;
    frameRow = row;
    phonesScored += active.size;
    float highest = scorePhones();
    threshold = highest - (float) settings.beam();
    tighten(highest);
    keepBest();
    float wordThreshold = highest - (float) settings.wordBeam();
    for (int i = 0; i < exitCount; i++) {
      int place = exits[i];
      int node = active.node[place];
      if (node >= tree.firstFinal) {
        if (exitScores[i] > wordThreshold) {
          leaveWord(place, exitScores[i]);
        }
      } else if (node >= tree.firstFiller) {
        if (exitScores[i] > wordThreshold) {
          leaveFiller(place, exitScores[i]);
        }
      } else {
        enterChildren(place, exitScores[i]);
      }
    }
  }

  /** Phones scored in each frame, on average. */
  double meanActive() {
    return frame < 0 ? 0 : (double) phonesScored / (frame + 1);
  }

  /** One Viterbi step of all active phones. */
  private float scorePhones() {
    ActivePhones a = active;
    float highest = 2 * ActivePhones.NEVER;
    for (int i = 0; i < a.size; i++) {
      int row = a.sequence[i] << 2;
      int t = rows[row + 3];
      float s0 = a.score0[i];
      float s1 = a.score1[i];
      float s2 = a.score2[i];
      float stay = s2 + transitions[t + 6];
      float step = s1 + transitions[t + 4];
      float skip = s0 + transitions[t + 2];
      if (step > stay) {
        stay = step;
        a.history2[i] = a.history1[i];
      }
      if (skip > stay) {
        stay = skip;
        a.history2[i] = a.history0[i];
      }
      float n2 = stay + scores[frameRow + rows[row + 2]];
      stay = s1 + transitions[t + 3];
      step = s0 + transitions[t + 1];
      if (step > stay) {
        stay = step;
        a.history1[i] = a.history0[i];
      }
      float n1 = stay + scores[frameRow + rows[row + 1]];
      stay = s0 + transitions[t];
      if (a.entry[i] > stay) {
        stay = a.entry[i];
        a.history0[i] = a.entryHistory[i];
      }
      float n0 = stay + scores[frameRow + rows[row]];
      a.score0[i] = n0;
      a.score1[i] = n1;
      a.score2[i] = n2;
      float best = Math.max(n0, Math.max(n1, n2));
      a.best[i] = best;
      highest = Math.max(highest, best);
    }
    return highest;
  }

  /** Raises the threshold when too many phones are above it. */
  private void tighten(float highest) {
    if (active.size <= settings.maxActive()) {
      return;
    }
    Arrays.fill(histogram, 0);
    float binsPerNat = HISTOGRAM_BINS / (float) settings.beam();
    for (int i = 0; i < active.size; i++) {
      float below = highest - active.best[i];
      int bin = (int) (below * binsPerNat);
      if (bin < HISTOGRAM_BINS) {
        histogram[bin]++;
      }
    }
    int kept = 0;
    for (int bin = 0; bin < HISTOGRAM_BINS; bin++) {
      kept += histogram[bin];
      if (kept > settings.maxActive()) {
        threshold = Math.max(threshold, highest - bin / binsPerNat);
        return;
      }
    }
  }

  private void keepBest() {
    ActivePhones a = active;
    a.clearIndex();
    exitCount = 0;
    if (exits.length < a.size) {
      exits = new int[2 * a.size];
      exitScores = new float[2 * a.size];
    }
    int kept = 0;
    for (int i = 0; i < a.size; i++) {
      if (a.best[i] < threshold) {
        continue;
      }
      if (kept < i) {
        a.move(i, kept);
      }
      a.entry[kept] = ActivePhones.NEVER;
      a.index(kept);
      int t = rows[(a.sequence[kept] << 2) + 3];
      float leave = a.score2[kept] + transitions[t + 7];
      float skip = a.score1[kept] + transitions[t + 5];
      if (Math.max(leave, skip) > threshold) {
        exits[exitCount] = kept;
        exitScores[exitCount++] = Math.max(leave, skip);
      }
      kept++;
    }
    a.size = kept;
  }

  private int exitHistory(int place) {
    int t = rows[(active.sequence[place] << 2) + 3];
    return active.score1[place] + transitions[t + 5] > active.score2[place] + transitions[t + 7]
        ? active.history1[place]
        : active.history2[place];
  }

  private void enterChildren(int place, float exitScore) {
    ActivePhones a = active;
    int node = a.node[place];
    int state = a.languageState[place];
    int from = exitHistory(place);
    LookaheadTable table = states.ahead(state);
    float base = exitScore - a.ahead[place];
    for (int c = tree.childStart[node]; c < tree.childStart[node + 1]; c++) {
      int child = tree.children[c];
      int found = a.find(child, state);
      if (found < 0) {
        float ahead = languageWeight * table.logProb(child);
        if (base + ahead <= threshold) {
          continue;
        }
        found = a.add(~found, child, state, tree.sequence[child], ahead);
      }
      enter(found, base + a.ahead[found], from);
    }
    for (int c = tree.leafStart[node]; c < tree.leafStart[node + 1]; c++) {
      int leaf = tree.leaves[c];
      int fan = tree.fanOf[leaf];
      enterLast(leaf, fan, tree.finalOffset[leaf], state, base, from);
    }
  }

  /** Enters the last phone of a word, once for each class of phones that may follow. */
  private void enterLast(int leaf, int fan, int firstNode, int state, float base, int from) {
    ActivePhones a = active;
    int firstClass = tree.classStart[fan];
    int last = tree.classStart[fan + 1];
    int found = a.find(firstNode, state);
    float own;
    if (found >= 0) {
      own = a.ahead[found];
    } else {
      own = languageWeight * language.logProb(states.state(state), tree.wordOf[leaf]) + wordPenalty;
    }
    float score = base + own;
    if (score <= threshold) {
      return;
    }
    for (int c = firstClass; c < last; c++) {
      int node = firstNode + c - firstClass;
      found = a.find(node, state);
      if (found < 0) {
        found = a.add(~found, node, state, tree.classSequence[c], own);
        a.pronunciation[found] = leaf;
        a.phoneClass[found] = c;
      }
      enter(found, score, from);
    }
  }

  private void enter(int place, float score, int from) {
    if (score > active.entry[place]) {
      active.entry[place] = score;
      active.entryHistory[place] = from;
    }
  }

  private void leaveWord(int place, float score) {
    int pronunciation = active.pronunciation[place];
    int phoneClass = active.phoneClass[place];
    int state = states.after(active.languageState[place], tree.wordOf[pronunciation]);
    int end = history.add(pronunciation, frame, exitHistory(place), state, score);
    if (mayBeFollowedBySilence(phoneClass)) {
      enterFillers(state, score, end);
    }
    enterWords(state, tree.lastPhone(phoneClass), score, end, tree.rights, phoneClass);
  }

  private boolean mayBeFollowedBySilence(int phoneClass) {
    for (int r = tree.rightStart[phoneClass]; r < tree.rightStart[phoneClass + 1]; r++) {
      if (tree.rights[r] == tree.phones.silence()) {
        return true;
      }
    }
    return false;
  }

  private void leaveFiller(int place, float score) {
    int filler = active.node[place] - tree.firstFiller;
    int state = active.languageState[place];
    float own = score - active.ahead[place];
    int end = history.add(-1 - filler, frame, exitHistory(place), state, own);
    enterFillers(state, own, end);
    enterWords(state, tree.phones.silence(), own, end, tree.rights, -1);
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
      int found = active.find(node, state);
      if (found < 0) {
        found = active.add(~found, node, state, tree.sequence[node], ahead);
      }
      enter(found, entering, from);
    }
  }

  /** Enters all words that may begin now; the class of -1 lets any phone follow. */
  private void enterWords(
      int state, int left, float score, int from, int[] rights, int phoneClass) {
    LookaheadTable table = states.ahead(state);
    if (phoneClass < 0) {
      for (int phone = 0; phone < tree.phones.size(); phone++) {
        enterWords(state, table, left, phone, score, from);
      }
      return;
    }
    for (int r = tree.rightStart[phoneClass]; r < tree.rightStart[phoneClass + 1]; r++) {
      enterWords(state, table, left, rights[r], score, from);
    }
  }

  private void enterWords(
      int state, LookaheadTable table, int left, int phone, float score, int from) {
    if (score + languageWeight * table.byFirstPhone[phone] <= threshold) {
      return;
    }
    int index = left * tree.phones.size() + phone;
    for (int s = tree.startIndex[index]; s < tree.startIndex[index + 1]; s++) {
      int node = tree.starts[s];
      int found = active.find(node, state);
      if (found < 0) {
        int at = node - tree.firstStart;
        float best = Float.NEGATIVE_INFINITY;
        for (int p = tree.startPairIndex[at]; p < tree.startPairIndex[at + 1]; p++) {
          best = Math.max(best, table.logProb(tree.startPairs[p]));
        }
        float ahead = languageWeight * best;
        if (score + ahead <= threshold) {
          continue;
        }
        found = active.add(~found, node, state, tree.sequence[node], ahead);
      }
      enter(found, score + active.ahead[found], from);
    }
    int fan = tree.singleFan[index];
    for (int i = tree.singleIndex[phone]; i < tree.singleIndex[phone + 1]; i++) {
      int single = tree.singles[i];
      int firstNode = tree.finalOffset[single] + left * tree.phones.size();
      enterLast(single, fan, firstNode, state, score, from);
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

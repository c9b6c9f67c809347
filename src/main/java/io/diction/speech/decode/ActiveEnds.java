package io.diction.speech.decode;

import java.util.Arrays;

/**
 * The last phones of words that a search is in. A place holds all classes of following phones at
 * once: its states lie in a block as the fan of the {@link LexiconTree} orders them.
 */
final class ActiveEnds extends ActiveSet {
  static final int UNKNOWN_STATE = -1;

  int[] pronunciation;
  int[] fan;

  /** The word's own language score, contained in the scores. */
  float[] own;

  /** Number of the language model state after the word, or {@link #UNKNOWN_STATE}. */
  int[] following;

  /** First of the place's block. */
  int[] block;

  float[] score;
  int[] history;
  int used;

  ActiveEnds(int capacity) {
    super(capacity);
    pronunciation = new int[capacity];
    fan = new int[capacity];
    own = new float[capacity];
    following = new int[capacity];
    block = new int[capacity];
    score = new float[16 * capacity];
    history = new int[16 * capacity];
  }

  @Override
  void clear() {
    super.clear();
    used = 0;
  }

  /** Makes a place, with nothing in its states. */
  int add(int freeSlot, int newNode, int newState, int ofPronunciation, int ofFan, int states) {
    int place = place(freeSlot, newNode, newState);
    pronunciation[place] = ofPronunciation;
    fan[place] = ofFan;
    following[place] = UNKNOWN_STATE;
    block[place] = used;
    if (used + states > score.length) {
      score = Arrays.copyOf(score, 2 * score.length);
      history = Arrays.copyOf(history, 2 * history.length);
    }
    Arrays.fill(score, used, used + states, NEVER);
    used += states;
    return place;
  }

  /** Keeps a place, its block after those kept before; {@code used} must have been reset. */
  void keep(int from, int to, int states) {
    if (from != to) {
      move(from, to);
    }
    if (block[to] != used) {
      System.arraycopy(score, block[to], score, used, states);
      System.arraycopy(history, block[to], history, used, states);
      block[to] = used;
    }
    used += states;
  }

  /**
   * One Viterbi step of all places, class by class, from the last states to the first.
   *
   * @param scores ln p(frame | tied state)
   * @param frameRow where the frame begins in it
   * @return the highest score
   */
  float step(LexiconTree tree, PhoneStates states, float[] scores, int frameRow) {
    float[] transitions = states.transitions;
    int[] state = tree.fanState;
    int[] parent = tree.fanParent;
    float highest = 2 * ActiveSet.NEVER;
    for (int i = 0; i < size; i++) {
      int ofFan = fan[i];
      int t = tree.fanPhone[ofFan] << 3;
      int base = tree.fanLevel[3 * ofFan];
      int level1 = tree.fanLevel[3 * ofFan + 1];
      int level2 = tree.fanLevel[3 * ofFan + 2];
      int end = tree.fanLevel[3 * ofFan + 3];
      int first = block[i];
      float highestHere = 2 * ActiveSet.NEVER;
      for (int g = level2; g < end; g++) {
        int at = first + g - base;
        int from1 = first + parent[g];
        int from0 = first + parent[base + parent[g]];
        float stay = score[at] + transitions[t + 6];
        float step = score[from1] + transitions[t + 4];
        float skip = score[from0] + transitions[t + 2];
        if (step > stay) {
          stay = step;
          history[at] = history[from1];
        }
        if (skip > stay) {
          stay = skip;
          history[at] = history[from0];
        }
        stay += scores[frameRow + state[g]];
        score[at] = stay;
        highestHere = Math.max(highestHere, stay);
      }
      for (int g = level1; g < level2; g++) {
        int at = first + g - base;
        int from = first + parent[g];
        float stay = score[at] + transitions[t + 3];
        float step = score[from] + transitions[t + 1];
        if (step > stay) {
          stay = step;
          history[at] = history[from];
        }
        stay += scores[frameRow + state[g]];
        score[at] = stay;
        highestHere = Math.max(highestHere, stay);
      }
      for (int g = base; g < level1; g++) {
        int at = first + g - base;
        float stay = score[at] + transitions[t];
        if (entry[i] > stay) {
          stay = entry[i];
          history[at] = entryHistory[i];
        }
        stay += scores[frameRow + state[g]];
        score[at] = stay;
        highestHere = Math.max(highestHere, stay);
      }
      best[i] = highestHere;
      highest = Math.max(highest, highestHere);
    }
    return highest;
  }

  @Override
  void move(int from, int to) {
    super.move(from, to);
    pronunciation[to] = pronunciation[from];
    fan[to] = fan[from];
    own[to] = own[from];
    following[to] = following[from];
    block[to] = block[from];
  }

  @Override
  void grow(int capacity) {
    super.grow(capacity);
    pronunciation = Arrays.copyOf(pronunciation, capacity);
    fan = Arrays.copyOf(fan, capacity);
    own = Arrays.copyOf(own, capacity);
    following = Arrays.copyOf(following, capacity);
    block = Arrays.copyOf(block, capacity);
  }
}

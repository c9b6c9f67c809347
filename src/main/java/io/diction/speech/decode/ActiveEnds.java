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

  /** Best score among the first, second and third states of the block; very low for none. */
  private float[] best0;

  private float[] best1;
  private float[] best2;

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
    best0 = new float[capacity];
    best1 = new float[capacity];
    best2 = new float[capacity];
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
    best0[place] = 2 * NEVER;
    best1[place] = 2 * NEVER;
    best2[place] = 2 * NEVER;
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
   * @param least what a state must have had to live on
   * @return the highest score
   */
  float step(LexiconTree tree, PhoneStates states, float[] scores, int frameRow, float least) {
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
      float highest0 = 2 * ActiveSet.NEVER;
      float highest1 = highest0;
      float highest2 = highest0;
      if (Math.max(best0[i], Math.max(best1[i], best2[i])) > least) {
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
          highest2 = Math.max(highest2, stay);
        }
      } else if (best2[i] > NEVER) {
        Arrays.fill(score, first + level2 - base, first + end - base, NEVER);
      }
      if (Math.max(best0[i], best1[i]) > least) {
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
          highest1 = Math.max(highest1, stay);
        }
      } else if (best1[i] > NEVER) {
        Arrays.fill(score, first + level1 - base, first + level2 - base, NEVER);
      }
      if (Math.max(best0[i], entry[i]) > least) {
        for (int g = base; g < level1; g++) {
          int at = first + g - base;
          float stay = score[at] + transitions[t];
          if (entry[i] > stay) {
            stay = entry[i];
            history[at] = entryHistory[i];
          }
          stay += scores[frameRow + state[g]];
          score[at] = stay;
          highest0 = Math.max(highest0, stay);
        }
      } else if (best0[i] > NEVER) {
        Arrays.fill(score, first, first + level1 - base, NEVER);
      }
      best0[i] = highest0;
      best1[i] = highest1;
      best2[i] = highest2;
      float highestHere = Math.max(highest0, Math.max(highest1, highest2));
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
    best0[to] = best0[from];
    best1[to] = best1[from];
    best2[to] = best2[from];
  }

  @Override
  void grow(int capacity) {
    super.grow(capacity);
    pronunciation = Arrays.copyOf(pronunciation, capacity);
    fan = Arrays.copyOf(fan, capacity);
    own = Arrays.copyOf(own, capacity);
    following = Arrays.copyOf(following, capacity);
    block = Arrays.copyOf(block, capacity);
    best0 = Arrays.copyOf(best0, capacity);
    best1 = Arrays.copyOf(best1, capacity);
    best2 = Arrays.copyOf(best2, capacity);
  }
}

package io.diction.speech.decode;

import java.util.Arrays;

/** The first and inner phones and the fillers that a search is in: scores of three states each. */
final class ActivePhones extends ActiveSet {
  static final int UNKNOWN_BLOCK = -2;
  static final float UNKNOWN_LEAVES = Float.MAX_VALUE;

  /** Row of tied states. */
  int[] sequence;

  /** What of the score lies ahead. */
  float[] ahead;

  /** The node's block in the look-ahead of its state, once looked up. */
  int[] block;

  /** The highest own score of the words that end with the next phone, once looked up. */
  float[] leafBest;

  float[] score0;
  float[] score1;
  float[] score2;
  int[] history0;
  int[] history1;
  int[] history2;

  ActivePhones(int capacity) {
    super(capacity);
    sequence = new int[capacity];
    ahead = new float[capacity];
    block = new int[capacity];
    leafBest = new float[capacity];
    score0 = new float[capacity];
    score1 = new float[capacity];
    score2 = new float[capacity];
    history0 = new int[capacity];
    history1 = new int[capacity];
    history2 = new int[capacity];
  }

  /** Makes a place, with nothing in its states. */
  int add(int freeSlot, int newNode, int newState, int newSequence, float newAhead) {
    int place = place(freeSlot, newNode, newState);
    sequence[place] = newSequence;
    ahead[place] = newAhead;
    block[place] = UNKNOWN_BLOCK;
    leafBest[place] = UNKNOWN_LEAVES;
    score0[place] = NEVER;
    score1[place] = NEVER;
    score2[place] = NEVER;
    return place;
  }

  /**
   * One Viterbi step of all places.
   *
   * @param scores ln p(frame | tied state)
   * @param frameRow where the frame begins in it
   * @return the highest score
   */
  float step(PhoneStates states, float[] scores, int frameRow) {
    int[] rows = states.rows;
    float[] transitions = states.transitions;
    float highest = 2 * ActiveSet.NEVER;
    for (int i = 0; i < size; i++) {
      int row = sequence[i] << 2;
      int t = rows[row + 3];
      float s0 = score0[i];
      float s1 = score1[i];
      float s2 = score2[i];
      float stay = s2 + transitions[t + 6];
      float step = s1 + transitions[t + 4];
      float skip = s0 + transitions[t + 2];
      if (step > stay) {
        stay = step;
        history2[i] = history1[i];
      }
      if (skip > stay) {
        stay = skip;
        history2[i] = history0[i];
      }
      float n2 = stay + scores[frameRow + rows[row + 2]];
      stay = s1 + transitions[t + 3];
      step = s0 + transitions[t + 1];
      if (step > stay) {
        stay = step;
        history1[i] = history0[i];
      }
      float n1 = stay + scores[frameRow + rows[row + 1]];
      stay = s0 + transitions[t];
      if (entry[i] > stay) {
        stay = entry[i];
        history0[i] = entryHistory[i];
      }
      float n0 = stay + scores[frameRow + rows[row]];
      score0[i] = n0;
      score1[i] = n1;
      score2[i] = n2;
      float highestHere = Math.max(n0, Math.max(n1, n2));
      best[i] = highestHere;
      highest = Math.max(highest, highestHere);
    }
    return highest;
  }

  @Override
  void move(int from, int to) {
    super.move(from, to);
    sequence[to] = sequence[from];
    ahead[to] = ahead[from];
    block[to] = block[from];
    leafBest[to] = leafBest[from];
    score0[to] = score0[from];
    score1[to] = score1[from];
    score2[to] = score2[from];
    history0[to] = history0[from];
    history1[to] = history1[from];
    history2[to] = history2[from];
  }

  @Override
  void grow(int capacity) {
    super.grow(capacity);
    sequence = Arrays.copyOf(sequence, capacity);
    ahead = Arrays.copyOf(ahead, capacity);
    block = Arrays.copyOf(block, capacity);
    leafBest = Arrays.copyOf(leafBest, capacity);
    score0 = Arrays.copyOf(score0, capacity);
    score1 = Arrays.copyOf(score1, capacity);
    score2 = Arrays.copyOf(score2, capacity);
    history0 = Arrays.copyOf(history0, capacity);
    history1 = Arrays.copyOf(history1, capacity);
    history2 = Arrays.copyOf(history2, capacity);
  }
}

package io.diction.speech.decode;

import java.util.Arrays;

/** The ends of words that a search has passed, each with a link to the one before it. */
final class History {
  static final int NONE = -1;

  /** [end] pronunciation; below 0 a filler. */
  int[] word = new int[1 << 14];

  /** [end] the last frame of the word. */
  int[] frame = new int[1 << 14];

  /** [end] the end of the word before, or {@link #NONE}. */
  int[] before = new int[1 << 14];

  /** [end] number of the language model state after the word. */
  int[] state = new int[1 << 14];

  /** [end] class of the phones that may follow; {@link #NONE} for a filler, which any may. */
  int[] phoneClass = new int[1 << 14];

  /** [end] score of the best path up to here. */
  float[] score = new float[1 << 14];

  int size;

  void clear() {
    size = 0;
  }

  int add(
      int pronunciation,
      int ofClass,
      int atFrame,
      int previous,
      int languageState,
      float pathScore) {
    if (size == word.length) {
      word = Arrays.copyOf(word, 2 * size);
      frame = Arrays.copyOf(frame, 2 * size);
      before = Arrays.copyOf(before, 2 * size);
      state = Arrays.copyOf(state, 2 * size);
      phoneClass = Arrays.copyOf(phoneClass, 2 * size);
      score = Arrays.copyOf(score, 2 * size);
    }
    word[size] = pronunciation;
    frame[size] = atFrame;
    before[size] = previous;
    state[size] = languageState;
    phoneClass[size] = ofClass;
    score[size] = pathScore;
    return size++;
  }
}

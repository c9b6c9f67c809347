package io.diction.speech.decode;

import io.diction.speech.language.LanguageModel;
import java.util.Arrays;

/**
 * Probabilities of words after the states of an utterance, asked for again frame after frame: a
 * direct-mapped cache before the language model.
 */
final class WordScores {
  private static final int ENTRIES = 1 << 15;

  private final LanguageModel language;
  private final LanguageStates states;
  private final long[] keys = new long[ENTRIES];
  private final float[] logProbs = new float[ENTRIES];

  WordScores(LanguageModel language, LanguageStates states) {
    this.language = language;
    this.states = states;
  }

  void clear() {
    Arrays.fill(keys, -1);
  }

  float logProb(int state, int word) {
    long key = (long) state << 32 | word;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 49);
    if (keys[slot] != key) {
      keys[slot] = key;
      logProbs[slot] = language.logProb(states.state(state), word);
    }
    return logProbs[slot];
  }
}

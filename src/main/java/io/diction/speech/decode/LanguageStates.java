package io.diction.speech.decode;

import io.diction.speech.language.LanguageModel;
import java.util.Arrays;

/** Numbers the language model states met in an utterance, with what lies ahead of each. */
final class LanguageStates {
  private final LanguageModel language;
  private final Lookahead lookahead;
  private final LookaheadDraft draft;
  private long[] states = new long[1 << 12];
  private LookaheadTable[] ahead = new LookaheadTable[1 << 12];
  private int[] slots = new int[1 << 13];
  private int size;

  LanguageStates(LanguageModel language, LexiconTree tree, Lookahead lookahead) {
    this.language = language;
    draft = new LookaheadDraft(tree);
    this.lookahead = lookahead;
  }

  void clear() {
    size = 0;
    Arrays.fill(slots, 0);
    Arrays.fill(ahead, null);
  }

  long state(int number) {
    return states[number];
  }

  LookaheadTable ahead(int number) {
    return ahead[number];
  }

  /** The number of the state before any word. */
  int start() {
    return number(language.startState(), language.vocabulary().id("<s>"));
  }

  int after(int number, int word) {
    return number(language.nextState(states[number], word), word);
  }

  private int number(long state, int lastWord) {
    int mask = slots.length - 1;
    int slot = slot(state, mask);
    while (slots[slot] != 0) {
      if (states[slots[slot] - 1] == state) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    if (size == states.length) {
      grow();
      return number(state, lastWord);
    }
    states[size] = state;
    ahead[size] = lookahead.after(lastWord, draft);
    slots[slot] = size + 1;
    return size++;
  }

  private void grow() {
    states = Arrays.copyOf(states, 2 * size);
    ahead = Arrays.copyOf(ahead, 2 * size);
    slots = new int[4 * size];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = slot(states[i], mask);
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private static int slot(long state, int mask) {
    long hash = state * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & mask;
  }
}

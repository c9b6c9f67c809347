package io.diction.speech.lexicon;

import java.util.List;
import java.util.Set;

/** Words and how they are spoken. Immutable, shared by threads. */
public interface Lexicon {
  /** Variants of a word, the most usual first; empty for an unknown word. */
  List<Pronunciation> pronunciations(String word);

  /** All words, in a fixed order. */
  Set<String> words();
}

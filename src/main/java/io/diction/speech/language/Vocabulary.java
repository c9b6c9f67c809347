package io.diction.speech.language;

/** The words of a language model, numbered from 0 without gaps. Immutable, shared by threads. */
public interface Vocabulary {
  /** Returned by {@link #id} for a word that is not there. */
  int UNKNOWN = -1;

  int size();

  String word(int id);

  /** The number of a word, or {@link #UNKNOWN}. */
  int id(String word);
}

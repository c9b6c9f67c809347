package io.diction.speech.text;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Turns written text into the words that are spoken when it is read aloud. Immutable, shared by
 * threads. One implementation for each language.
 */
public interface TextNormalizer {

  /** The spoken words of one utterance, in the spelling of dictionaries; none for blank text. */
  List<String> words(String text);

  /** A text cut into sentences, each as its spoken words; empty sentences are left out. */
  List<List<String>> sentences(String text);

  /**
   * The normaliser of a language; for one that has none of its own, one that knows only letters.
   *
   * @param locale such as {@code en-US}; region does not matter
   * @param known whether the lexicon has a word, in lower case; decides between a word and letters
   */
  static TextNormalizer of(String locale, Predicate<String> known) {
    String language = locale.split("[-_]")[0].toLowerCase(Locale.ROOT);
    if (language.equals("en")) {
      return new EnglishNormalizer(known);
    }
    return new PlainNormalizer(Locale.forLanguageTag(locale.replace('_', '-')));
  }
}

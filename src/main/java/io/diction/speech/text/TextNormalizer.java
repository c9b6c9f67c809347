package io.diction.speech.text;

import java.util.Collection;
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
   * What of the language is not known, in a sentence to show; empty for a language with rules of
   * its own.
   */
  default String limits() {
    return "";
  }

  /** The normaliser of a language, without displayed forms of a user. */
  static TextNormalizer of(String locale, Predicate<String> known) {
    return of(locale, known, List.of());
  }

  /**
   * The normaliser of a language; for one that has no rules, one that knows only letters and says
   * so in {@link #limits}. No language is read by the rules of another.
   *
   * @param locale such as {@code en-US}; region does not matter
   * @param known whether the lexicon has a word, in lower case; decides between a word and letters
   * @param displayedForms single tokens that are words of the lexicon as they stand, in any case,
   *     such as {@code .NET} or {@code C++}
   */
  static TextNormalizer of(
      String locale, Predicate<String> known, Collection<String> displayedForms) {
    return switch (locale.split("[-_]")[0].toLowerCase(Locale.ROOT)) {
      case "en" -> new RuleNormalizer(new EnglishRules(), known, displayedForms);
      case "de" -> new RuleNormalizer(new GermanRules(), known, displayedForms);
      default -> new PlainNormalizer(Locale.forLanguageTag(locale.replace('_', '-')));
    };
  }
}

package io.diction.speech.text;

import java.util.List;
import java.util.function.Predicate;

/** What a language adds to its tables so that its text can be read aloud. */
interface LanguageRules {
  LanguageTables tables();

  /**
   * In the order in which they apply.
   *
   * @param known whether the lexicon has a word, in lower case
   */
  List<SpokenRule> rules(Predicate<String> known);

  /** Whether marks on letters are dropped, as dictionaries of English have none. */
  boolean isWithoutMarks();

  /** Whether a stop behind this, in lower case, need not end a sentence. */
  boolean isAbbreviation(String word);
}

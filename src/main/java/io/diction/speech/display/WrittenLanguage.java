package io.diction.speech.display;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a language adds to its tables so that spoken numbers can be written in digits. */
interface WrittenLanguage {
  /**
   * Ways to write what begins at a word otherwise than it is spoken, the best first. They need not
   * be right: one that does not read back as these words is not taken.
   *
   * @param words lexical form
   */
  List<Span> written(List<String> words, int from);

  /**
   * What was said, as the normaliser reads what is written for it, where people say it otherwise.
   */
  default List<String> asRead(List<String> said) {
    return said;
  }

  /** Words without what people put in or leave out as they like. */
  default List<String> essence(List<String> words) {
    return words;
  }

  /** Words that begin a question. */
  boolean isQuestion(List<String> words, int from, int to);

  /** A word before which a clause often begins. */
  boolean beginsClause(String word);

  /** A word that nearly always has a comma before it when it begins a clause. */
  boolean beginsContrast(String word);

  /** A word that at the start of a sentence often has a comma behind it. */
  boolean introduces(String word);

  /** A word that seldom ends a sentence, such as an article or a preposition. */
  boolean needsMore(String word);

  /** The usual case of a word inside of a sentence, where the language's own words settle it. */
  @Nullable String cased(String word);

  /**
   * An abbreviation for a word that is a title before a name; null for other words.
   *
   * @param beforeName whether the next word is known to be a name
   */
  @Nullable String title(String word, boolean beforeName);
}

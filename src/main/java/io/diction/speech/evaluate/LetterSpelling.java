package io.diction.speech.evaluate;

import io.diction.speech.WordTiming;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Initialisms as words and as letters: one model may know "ieee" as a word where another hears "i e
 * e e", and both are right. Words of the base lexicon are never touched, so that "us" for "u s"
 * stays the error that it is, and what a base model recognises is compared as it stands.
 */
final class LetterSpelling {
  private LetterSpelling() {}

  /**
   * Writes what was heard as what was said is written: a word as letters or letters as a word.
   *
   * @param said stays as it is, so that models are measured on the same words
   * @param heard changed in place
   * @param timings of the words heard, changed with them; empty for none
   * @param known whether the base lexicon has a word
   */
  static void fold(
      List<String> said, List<String> heard, List<WordTiming> timings, Predicate<String> known) {
    for (int i = 0; i < heard.size(); i++) {
      String word = heard.get(i);
      if (word.length() > 1) {
        if (!said.contains(word) && !known.test(word) && at(said, letters(word)) >= 0) {
          replace(heard, i, 1, letters(word));
          if (!timings.isEmpty()) {
            replace(timings, i, 1, Collections.nCopies(word.length(), timings.get(i)));
          }
          i += word.length() - 1;
        }
      } else {
        String whole = longest(said, heard.subList(i, heard.size()), known);
        if (!whole.isEmpty()) {
          if (!timings.isEmpty()) {
            replace(
                timings,
                i,
                whole.length(),
                List.of(together(whole, timings.subList(i, i + whole.length()))));
          }
          replace(heard, i, whole.length(), List.of(whole));
        }
      }
    }
  }

  /** Letters as the word they spell, no surer than the least sure of them. */
  private static WordTiming together(String word, List<WordTiming> letters) {
    return new WordTiming(
        word,
        letters.get(0).startSeconds(),
        letters.get(letters.size() - 1).endSeconds(),
        letters.stream().mapToDouble(WordTiming::confidence).min().orElse(0));
  }

  /** The longest word said, of those no lexicon has, whose letters come next; empty for none. */
  private static String longest(List<String> said, List<String> rest, Predicate<String> known) {
    String longest = "";
    for (String word : said) {
      if (word.length() > Math.max(1, longest.length())
          && word.length() <= rest.size()
          && letters(word).equals(rest.subList(0, word.length()))
          && !known.test(word)
          && at(said, letters(word)) < 0) {
        longest = word;
      }
    }
    return longest;
  }

  private static int at(List<String> words, List<String> sequence) {
    return Collections.indexOfSubList(words, sequence);
  }

  private static List<String> letters(String word) {
    return word.chars().mapToObj(Character::toString).toList();
  }

  private static <T> void replace(List<T> list, int from, int count, List<T> by) {
    List<T> part = list.subList(from, from + count);
    part.clear();
    part.addAll(by);
  }
}

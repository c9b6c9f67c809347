package io.diction.speech.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words as they are compared: lower case, letters and inner apostrophes, everything else separates.
 * Marks on letters count, so "resume" and "résumé" differ.
 */
public final class ScoringText {
  private ScoringText() {}

  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    for (int i = 0; i < lower.length(); ) {
      int c = lower.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
        word.appendCodePoint(c);
      } else if (c == '\'') {
        word.append('\'');
      } else {
        take(word, words);
      }
    }
    take(word, words);
    return words;
  }

  private static void take(StringBuilder word, List<String> words) {
    int from = 0;
    int to = word.length();
    while (from < to && word.charAt(from) == '\'') {
      from++;
    }
    while (to > from && word.charAt(to - 1) == '\'') {
      to--;
    }
    if (from < to) {
      words.add(word.substring(from, to));
    }
    word.setLength(0);
  }
}

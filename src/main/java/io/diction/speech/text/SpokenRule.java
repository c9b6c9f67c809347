package io.diction.speech.text;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text that matches is replaced by its spoken form, set off by spaces. Patterns look a bounded
 * number of characters ahead from any position, so that time stays linear in the text.
 *
 * @param needs kinds of characters without which nothing can match; most text is plain words
 */
record SpokenRule(Pattern written, int needs, Function<MatchResult, String> spoken) {
  static final int NOTHING = 0;
  static final int DIGIT = 1;
  static final int CAPITAL = 2;
  static final int STOP = 4;

  /** Anything but letters, digits, spaces and the usual punctuation. */
  static final int SYMBOL = 8;

  static SpokenRule of(int needs, String written, Function<MatchResult, String> spoken) {
    return new SpokenRule(Pattern.compile(written), needs, spoken);
  }

  /** What a text has of the kinds of characters that rules need. */
  static int kinds(String text) {
    int kinds = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= 'a' && c <= 'z') || c == ' ' || c == ',') {
        continue;
      }
      if (Character.isDigit(c)) {
        kinds |= DIGIT;
      } else if (Character.isUpperCase(c)) {
        kinds |= CAPITAL;
      } else if (c == '.') {
        kinds |= STOP;
      } else if (!Character.isLetter(c) && "'\"!?;:()-".indexOf(c) < 0) {
        kinds |= SYMBOL;
      }
    }
    return kinds;
  }
}

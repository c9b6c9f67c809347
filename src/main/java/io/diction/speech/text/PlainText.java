package io.diction.speech.text;

import java.text.Normalizer;

/** Text with the variety of Unicode's signs made plain. */
final class PlainText {
  private PlainText() {}

  /**
   * Quotes, dashes, spaces, fractions and compatibility forms as ASCII writes them.
   *
   * @param withoutMarks whether letters lose their marks
   */
  static String of(String text, boolean withoutMarks) {
    StringBuilder prepared = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        // Compatibility forms would make letters and digits of these.
        case '™', '®', '©', '\ufeff', '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060' -> {}
        case '²' -> prepared.append("^2");
        case '³' -> prepared.append("^3");
        case '№' -> prepared.append("No. ");
        case '\u00a0', '\u202f', '\u2009' -> prepared.append(isGrouping(text, i) ? "," : " ");
        default -> {
          if (c >= '\uE000' && c <= '\uF8FF') {
            continue;
          }
          if (Character.getType(c) == Character.OTHER_NUMBER
              && i > 0
              && Character.isDigit(text.charAt(i - 1))) {
            prepared.append(' ');
          }
          prepared.append(c);
        }
      }
    }
    String form =
        Normalizer.normalize(prepared, withoutMarks ? Normalizer.Form.NFKD : Normalizer.Form.NFKC);
    StringBuilder plain = new StringBuilder(form.length());
    for (int i = 0; i < form.length(); i++) {
      put(form.charAt(i), withoutMarks, plain);
    }
    return plain.toString();
  }

  /** A thin space between digits groups them: 10 000. */
  private static boolean isGrouping(String text, int at) {
    return at > 0
        && at + 3 < text.length()
        && Character.isDigit(text.charAt(at - 1))
        && Character.isDigit(text.charAt(at + 1))
        && Character.isDigit(text.charAt(at + 2))
        && Character.isDigit(text.charAt(at + 3))
        && (at + 4 == text.length() || !Character.isDigit(text.charAt(at + 4)));
  }

  private static void put(char c, boolean withoutMarks, StringBuilder plain) {
    switch (c) {
      case '\u2018', '\u2019', '\u201b', '\u02bc', '`', '\u00b4', '\u2032' -> plain.append('\'');
      case '\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb', '\u2033' ->
          plain.append('"');
      case '\u2013', '\u2010', '\u2011', '\u2012', '\u2212' -> plain.append('-');
      case '\u2014', '\u2015' -> plain.append(" - ");
      case '\u2044' -> plain.append('/');
      case '\u03bc' -> plain.append('µ');
      default -> {
        if (!withoutMarks) {
          plain.append(c);
        } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
          plain.append(latin(c));
        }
      }
    }
  }

  private static String latin(char c) {
    return switch (c) {
      case '\u00df' -> "ss";
      case '\u00e6' -> "ae";
      case '\u00c6' -> "Ae";
      case '\u0153' -> "oe";
      case '\u0152' -> "Oe";
      case '\u00f8' -> "o";
      case '\u00d8' -> "O";
      case '\u0142' -> "l";
      case '\u0141' -> "L";
      case '\u00f0', '\u0111' -> "d";
      case '\u00fe' -> "th";
      default -> String.valueOf(c);
    };
  }

  /** A word without the apostrophes at either end. */
  static String withoutQuotes(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && word.charAt(from) == '\'') {
      from++;
    }
    while (to > from && word.charAt(to - 1) == '\'') {
      to--;
    }
    return word.substring(from, to);
  }
}

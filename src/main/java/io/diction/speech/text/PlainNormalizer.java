package io.diction.speech.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words of a language of which nothing is known but its letters: lower case, without punctuation.
 * Numbers and symbols stay as they are written, for they cannot be read aloud without knowing the
 * language; transcripts for such a language write them as words.
 */
final class PlainNormalizer implements TextNormalizer {
  private final Locale locale;

  /**
   * @param locale decides what is the lower case of a letter, as in Turkish
   */
  PlainNormalizer(Locale locale) {
    this.locale = locale;
  }

  @Override
  public String limits() {
    return "How "
        + locale.getDisplayLanguage(Locale.ENGLISH)
        + " reads numbers, abbreviations and symbols is not known: write them as words.";
  }

  @Override
  public List<String> words(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(locale);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= composed.length(); ) {
      int c = i < composed.length() ? composed.codePointAt(i) : ' ';
      if (isPartOfWord(c)) {
        word.appendCodePoint(c);
      } else if (isApostrophe(c)) {
        word.append('\'');
      } else {
        addWord(word, words);
        word.setLength(0);
      }
      i += Character.charCount(c);
    }
    return words;
  }

  @Override
  public List<List<String>> sentences(String text) {
    List<List<String>> sentences = new ArrayList<>();
    for (String part : text.split("(?<=[.!?\u2026\u3002\u0964])\\s+|\\R")) {
      List<String> words = words(part);
      if (!words.isEmpty()) {
        sentences.add(words);
      }
    }
    return sentences;
  }

  /** Letters, digits, and the marks that some scripts write vowels with. */
  private static boolean isPartOfWord(int c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  private static boolean isApostrophe(int c) {
    return c == '\'' || c == '\u2019' || c == '\u02bc';
  }

  /** Apostrophes at either end are quotation marks. */
  private static void addWord(StringBuilder word, List<String> words) {
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
  }
}

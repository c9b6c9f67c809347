package io.diction.transcription.search;

import io.diction.transcription.search.SessionSearch.Piece;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words as they are looked for: in small letters, without marks. */
final class Words {
  static final int LONGEST = 64;

  /** Apostrophes are part of a word, whatever character they are. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{N}]+)*");

  private static final Pattern APOSTROPHE = Pattern.compile("['’]");

  private Words() {}

  static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(key(matcher.group()));
    }
    return words;
  }

  /** A text in pieces, so that words that were looked for can be marked. */
  static List<Piece> pieces(String text, Set<String> wanted) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    int from = 0;
    while (matcher.find()) {
      if (wanted.contains(key(matcher.group()))) {
        if (matcher.start() > from) {
          pieces.add(new Piece(text.substring(from, matcher.start()), false));
        }
        pieces.add(new Piece(matcher.group(), true));
        from = matcher.end();
      }
    }
    if (from < text.length()) {
      pieces.add(new Piece(text.substring(from), false));
    }
    return pieces;
  }

  private static String key(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String bare = APOSTROPHE.matcher(plain).replaceAll("");
    if (bare.length() <= LONGEST) {
      return bare;
    }
    int end = Character.isHighSurrogate(bare.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return bare.substring(0, end);
  }
}

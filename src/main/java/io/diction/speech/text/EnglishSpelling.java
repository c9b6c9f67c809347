package io.diction.speech.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides for English whether something written is read as a word, in parts or by its letters. */
final class EnglishSpelling {
  private static final Pattern RUN = Pattern.compile("\\d+|[A-Za-z]+");
  private static final Pattern ADDRESS_PART = Pattern.compile("[A-Za-z]+|\\d+|[^A-Za-z\\d]");
  private static final Pattern ADDRESS_START = Pattern.compile("^(?:https?|ftp)://");
  private static final Pattern ADDRESS_END = Pattern.compile("[.,;:!?)'/]{1,9}$");
  private static final Pattern HUMP =
      Pattern.compile("[A-Z]{2,40}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\\d+");
  private static final Map<String, String> SIGNS = EnglishRules.TABLES.map("address");
  private static final Set<String> INITIALISMS = EnglishRules.TABLES.set("initialisms");

  /** Longer capitals with vowels are read as a word even when no lexicon has it. */
  private static final int LONGEST_INITIALISM = 4;

  private final Predicate<String> known;

  EnglishSpelling(Predicate<String> known) {
    this.known = known;
  }

  /** "i e e e" for "IEEE". */
  static String letters(String written) {
    return String.join(" ", written.toLowerCase(Locale.ROOT).split(""));
  }

  private boolean isKnown(String word) {
    return known.test(word.toLowerCase(Locale.ROOT));
  }

  /** "b two b", "covid nineteen"; whole where the lexicon has it. */
  String alphanumeric(String token) {
    if (isKnown(token)) {
      return token.toLowerCase(Locale.ROOT);
    }
    StringBuilder spoken = new StringBuilder();
    Matcher run = RUN.matcher(token);
    while (run.find()) {
      String part = run.group();
      spoken.append(' ').append(Character.isDigit(part.charAt(0)) ? number(part) : word(part));
    }
    return spoken.toString().strip();
  }

  private static String number(String digits) {
    return digits.length() > 2 || digits.startsWith("0")
        ? EnglishNumbers.digits(digits)
        : EnglishNumbers.cardinal(digits);
  }

  private String word(String part) {
    boolean capitals = part.equals(part.toUpperCase(Locale.ROOT));
    return part.length() > 2 && (isKnown(part) || !capitals)
        ? part.toLowerCase(Locale.ROOT)
        : letters(part);
  }

  /** A word where the lexicon has it or it reads like one, else its letters. */
  String capitals(String token) {
    String lower = token.toLowerCase(Locale.ROOT);
    if (INITIALISMS.contains(token)) {
      return letters(token);
    }
    if (known.test(lower)) {
      return lower;
    }
    String end = "";
    String stem = token;
    if (token.endsWith("s")) {
      end = "'s";
      stem = token.substring(0, token.length() - (token.endsWith("'s") ? 2 : 1));
      if (isKnown(stem) && !INITIALISMS.contains(stem)) {
        return stem.toLowerCase(Locale.ROOT) + "'s";
      }
    }
    return isWordLike(stem) ? lower : letters(stem) + end;
  }

  private static boolean isWordLike(String stem) {
    int vowels = 0;
    for (int i = 0; i < stem.length(); i++) {
      vowels += "AEIOUY".indexOf(stem.charAt(i)) >= 0 ? 1 : 0;
    }
    return stem.length() > LONGEST_INITIALISM && vowels >= 2;
  }

  /** "mossy tech" for "MossyTech"; a name that the lexicon has stays whole. */
  String mixedCase(String token) {
    String end = token.endsWith("'s") ? "'s" : "";
    String stem = token.substring(0, token.length() - end.length());
    if (isKnown(token) || (isKnown(stem) && !end.isEmpty())) {
      return token.toLowerCase(Locale.ROOT);
    }
    StringBuilder spoken = new StringBuilder();
    boolean all = true;
    Matcher hump = HUMP.matcher(stem);
    while (hump.find()) {
      String part = hump.group();
      if (Character.isDigit(part.charAt(0))) {
        spoken.append(' ').append(number(part));
        continue;
      }
      boolean capitals = part.length() > 1 && part.equals(part.toUpperCase(Locale.ROOT));
      all &= capitals || part.length() == 1 || part.length() > 2 || isKnown(part);
      spoken
          .append(' ')
          .append(capitals && !isKnown(part) ? letters(part) : part.toLowerCase(Locale.ROOT));
    }
    // A name such as McGee has parts that are no words.
    return (all ? spoken.toString().strip() : stem.toLowerCase(Locale.ROOT)) + end;
  }

  /** "u s" for "U.S.", "ph d's". */
  String dottedLetters(MatchResult m) {
    String end = m.group(1) == null ? "" : "'s";
    String written = m.group().substring(0, m.group().length() - length(m.group(1)));
    return letters(written.replace(".", "")) + end;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** "info at example dot com". */
  String address(MatchResult m) {
    String text =
        ADDRESS_END.matcher(ADDRESS_START.matcher(m.group()).replaceFirst("")).replaceFirst("");
    StringBuilder spoken = new StringBuilder();
    Matcher part = ADDRESS_PART.matcher(text);
    while (part.find()) {
      spoken.append(addressPart(part.group())).append(' ');
    }
    return spoken.toString().strip();
  }

  private String addressPart(String part) {
    if (Character.isDigit(part.charAt(0))) {
      return part.length() < 3 && !part.startsWith("0")
          ? EnglishNumbers.cardinal(part)
          : EnglishNumbers.digits(part);
    }
    String sign = SIGNS.get(part);
    if (sign != null) {
      return sign;
    }
    boolean letters = part.equals("www") || (part.length() < 4 && !isKnown(part));
    return letters ? letters(part) : part.toLowerCase(Locale.ROOT);
  }
}

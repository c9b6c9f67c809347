package io.diction.speech.display;

import static io.diction.speech.display.EnglishWriting.at;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Letters said one by one: "i b m", "vitamin c". */
final class EnglishInitialisms {
  private static final Set<String> LETTERED = EnglishWriting.WRITTEN.set("lettered");
  private static final int LONGEST = 6;

  private EnglishInitialisms() {}

  static void add(List<String> words, int from, List<Span> found) {
    if (isNamed(words, from)) {
      found.add(Span.fixed(from, from + 1, words.get(from).toUpperCase(Locale.ROOT)));
      return;
    }
    StringBuilder letters = new StringBuilder();
    int to = from;
    while (to < words.size() && isLetter(words.get(to)) && to - from < LONGEST) {
      letters.append(Character.toUpperCase(words.get(to).charAt(0)));
      to++;
    }
    if (letters.length() < fewest(words, from)) {
      return;
    }
    if (at(words, to).matches("[a-z]'s")) {
      String with = letters.toString() + Character.toUpperCase(at(words, to).charAt(0));
      found.add(Span.fixed(from, to + 1, with + "'s"));
    }
    SpokenNumber code = EnglishNumberWords.digits(words, to);
    if (letters.length() == 2 && code.value().length() == 5) {
      found.add(Span.fixed(from, code.to(), letters + " " + code.value()));
    }
    String written = letters.toString();
    for (int first = written.length() - 2; first > 1; first--) {
      if (isKnown(written.substring(0, first)) && isKnown(written.substring(first))) {
        found.add(Span.fixed(from, from + first, written.substring(0, first)));
      }
    }
    found.add(Span.fixed(from, to, written));
    found.add(Span.fixed(from, to, String.join(".", written.split("")) + "."));
  }

  private static boolean isLetter(String word) {
    return (word.length() == 1 && Character.isLetter(word.charAt(0)))
        || (word.length() == 2 && word.charAt(1) == '.' && Character.isLetter(word.charAt(0)));
  }

  /** "a" and "i" are words; only "i" with a consonant is never two of them. */
  private static int fewest(List<String> words, int from) {
    String second = at(words, from + 1);
    boolean consonant = second.length() == 1 && "aeiou".indexOf(second.charAt(0)) < 0;
    return switch (words.get(from)) {
      case "a" -> 3;
      case "i" -> consonant ? 2 : 3;
      default -> 2;
    };
  }

  /** A letter that is the name of a thing, with or without an article behind: "vitamin c a day". */
  private static boolean isNamed(List<String> words, int from) {
    String next = at(words, from + 1);
    boolean alone = !isLetter(next) || (next.equals("a") && from + 2 < words.size());
    boolean article = words.get(from).equals("a") && !next.isEmpty();
    return LETTERED.contains(at(words, from - 1))
        && isLetter(words.get(from))
        && !words.get(from).equals("i")
        && alone
        && (!article || EnglishWriting.UNFINISHED.contains(next));
  }

  private static boolean isKnown(String letters) {
    return letters.equals(EnglishWriting.CAPITALS.get(letters.toLowerCase(Locale.ROOT)));
  }
}

package io.diction.cli;

import io.diction.speech.PhoneTiming;
import io.diction.speech.WordTiming;
import io.diction.speech.align.LongAlignment;
import io.diction.speech.text.TextNormalizer;
import io.diction.speech.transcript.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A transcript as it is written beside the words that are spoken: "in 1934," is three words, and
 * two that carry times. A line whose words cannot be told apart (a date, a sum) is kept as spoken.
 */
final class WrittenWords {
  private final TextNormalizer normalizer;
  private final List<String> spoken = new ArrayList<>();

  /** What is written, the line it is on, and one past the last of its spoken words. */
  private record Token(String text, int line, int spokenTo) {}

  private final List<Token> tokens = new ArrayList<>();

  WrittenWords(TextNormalizer normalizer) {
    this.normalizer = normalizer;
  }

  void add(int line, String text) {
    List<String> words = normalizer.words(text);
    List<String> single = new ArrayList<>();
    List<Token> separate = new ArrayList<>();
    for (String written : text.strip().split("\\s+")) {
      single.addAll(normalizer.words(written));
      separate.add(new Token(written, line, spoken.size() + single.size()));
    }
    if (single.equals(words)) {
      tokens.addAll(separate);
    } else {
      for (int i = 0; i < words.size(); i++) {
        tokens.add(new Token(words.get(i), line, spoken.size() + i + 1));
      }
    }
    spoken.addAll(words);
  }

  /** All words as they are spoken. */
  List<String> spoken() {
    return spoken;
  }

  /** Words as written, each from its first placed spoken word to its last. */
  List<WordTiming> timings(LongAlignment alignment) {
    List<WordTiming> timings = new ArrayList<>();
    List<LongAlignment.PlacedWord> placed = alignment.words();
    int at = 0;
    for (Token token : tokens) {
      int first = at;
      double confidence = 1;
      while (at < placed.size() && placed.get(at).index() < token.spokenTo()) {
        confidence = Math.min(confidence, placed.get(at).timing().confidence());
        at++;
      }
      if (at > first) {
        timings.add(
            new WordTiming(
                token.text(),
                placed.get(first).timing().startSeconds(),
                placed.get(at - 1).timing().endSeconds(),
                confidence));
      }
    }
    return timings;
  }

  /** Phones instead of words, each with its word's confidence. */
  static List<WordTiming> phones(LongAlignment alignment) {
    List<WordTiming> phones = new ArrayList<>();
    for (LongAlignment.PlacedWord word : alignment.words()) {
      for (PhoneTiming phone : word.phones()) {
        phones.add(
            new WordTiming(
                phone.phone(),
                phone.startSeconds(),
                phone.endSeconds(),
                word.timing().confidence()));
      }
    }
    return phones;
  }

  /** A run of spoken words and where it is. */
  Transcript.Unplaced.Text unplaced(LongAlignment.WordRange range) {
    return new Transcript.Unplaced.Text(
        line(range), String.join(" ", spoken.subList(range.from(), range.to())));
  }

  private int line(LongAlignment.WordRange range) {
    int[] ends = tokens.stream().mapToInt(Token::spokenTo).toArray();
    int token = Arrays.binarySearch(ends, range.from() + 1);
    // Several tokens without words may end at the same word: the first of them says it.
    int found = token < 0 ? -token - 1 : token;
    while (found > 0 && ends[found - 1] > range.from()) {
      found--;
    }
    return found < tokens.size() ? tokens.get(found).line() : 0;
  }

  /** Where a run of spoken words is, and how it begins. */
  String describe(LongAlignment.WordRange range) {
    int count = range.to() - range.from();
    String beginning =
        String.join(" ", spoken.subList(range.from(), Math.min(range.to(), range.from() + 8)));
    return String.format(
        Locale.ROOT,
        "line %d: %d %s not placed: %s%s",
        line(range),
        count,
        count == 1 ? "word" : "words",
        beginning,
        count > 8 ? " …" : "");
  }
}

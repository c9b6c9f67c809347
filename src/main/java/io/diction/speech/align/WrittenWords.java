package io.diction.speech.align;

import io.diction.speech.PhoneTiming;
import io.diction.speech.WordTiming;
import io.diction.speech.text.TextNormalizer;
import io.diction.speech.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A transcript as it is written beside the words that are spoken: "in 1934," is three words, and
 * two that carry times. Words that cannot be told apart (a date, a sum) stay together.
 */
public final class WrittenWords {
  /** More written words than this that cannot be told apart are kept as they are spoken. */
  private static final int LONGEST_TOGETHER = 12;

  /** Written words that are looked at together: a line may be a whole book. */
  private static final int PART = 32;

  /** Places on either side of the middle at which a part may fall into two. */
  private static final int REACH = 8;

  private final TextNormalizer normalizer;
  private final List<String> spoken = new ArrayList<>();

  /** What is written, the line it is on, and one past the last of its spoken words. */
  private record Token(String text, int line, int spokenTo) {}

  private final List<Token> tokens = new ArrayList<>();

  public WrittenWords(TextNormalizer normalizer) {
    this.normalizer = normalizer;
  }

  /**
   * Adds a line.
   *
   * @param number of the line, for {@link #line}
   */
  public void add(int number, String text) {
    List<String> written = List.of(text.strip().split("\\s+"));
    Line line = new Line(number, written, written.stream().map(normalizer::words).toList());
    int from = 0;
    while (from < written.size()) {
      int to = from + PART < written.size() ? end(line, from + PART) : written.size();
      Line part = line.part(from, to);
      add(part, normalizer.words(part.text()));
      from = to;
    }
  }

  /** The place closest to a word at which nothing is torn apart, as far as its neighbours tell. */
  private int end(Line line, int wanted) {
    int last = line.written().size();
    for (int step = 0; step <= 2 * REACH; step++) {
      int cut = near(wanted, step);
      if (cut < last) {
        Line before = line.part(cut - REACH, cut);
        Line after = line.part(cut, Math.min(last, cut + REACH));
        Line both = line.part(cut - REACH, Math.min(last, cut + REACH));
        if (isJoined(before, after, normalizer.words(both.text()))) {
          return cut;
        }
      }
    }
    return wanted;
  }

  private static int near(int middle, int step) {
    return middle + (step % 2 == 0 ? step / 2 : -(step + 1) / 2);
  }

  private boolean isJoined(Line before, Line after, List<String> words) {
    List<String> first = normalizer.words(before.text());
    return first.size() <= words.size()
        && first.equals(words.subList(0, first.size()))
        && normalizer.words(after.text()).equals(words.subList(first.size(), words.size()));
  }

  /** Part of a line, with what each word is said like by itself. */
  private record Line(int number, List<String> written, List<List<String>> single) {
    Line part(int from, int to) {
      return new Line(number, written.subList(from, to), single.subList(from, to));
    }

    String text() {
      return String.join(" ", written);
    }
  }

  /** Halves a part until the words of each part are said as they are by themselves. */
  private void add(Line line, List<String> words) {
    int size = line.written().size();
    if (line.single().stream().flatMap(List::stream).toList().equals(words)) {
      for (int i = 0; i < size; i++) {
        add(line.number(), line.written().get(i), line.single().get(i));
      }
      return;
    }
    for (int step = 0; step <= 2 * REACH; step++) {
      int cut = near(size / 2, step);
      if (cut > 0 && cut < size && isJoined(line.part(0, cut), line.part(cut, size), words)) {
        add(line.part(0, cut), normalizer.words(line.part(0, cut).text()));
        add(line.part(cut, size), normalizer.words(line.part(cut, size).text()));
        return;
      }
    }
    if (size <= LONGEST_TOGETHER) {
      add(line.number(), line.text(), words);
    } else {
      words.forEach(word -> add(line.number(), word, List.of(word)));
    }
  }

  private void add(int line, String written, List<String> words) {
    spoken.addAll(words);
    int last = tokens.size() - 1;
    if (words.isEmpty() && last >= 0 && tokens.get(last).line() == line) {
      // A dash by itself goes with the word before it.
      String text = tokens.get(last).text() + " " + written;
      tokens.set(last, new Token(text, line, spoken.size()));
    } else {
      tokens.add(new Token(written, line, spoken.size()));
    }
  }

  /** All words as they are spoken. */
  public List<String> spoken() {
    return spoken;
  }

  /** Words as written, each from its first placed spoken word to its last. */
  public List<WordTiming> timings(LongAlignment alignment) {
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
  public static List<WordTiming> phones(LongAlignment alignment) {
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
  public Transcript.Unplaced.Text unplaced(LongAlignment.WordRange range) {
    return new Transcript.Unplaced.Text(
        line(range), String.join(" ", spoken.subList(range.from(), range.to())));
  }

  /** The line on which a run of spoken words begins. */
  public int line(LongAlignment.WordRange range) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).spokenTo() > range.from()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < tokens.size() ? tokens.get(low).line() : 0;
  }

  /** Where a run of spoken words is, and how it begins. */
  public String describe(LongAlignment.WordRange range) {
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

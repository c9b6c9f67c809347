package io.diction.dataset.report;

import io.diction.dataset.change.LineText;
import io.diction.speech.corpus.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which written words of a text some of its spoken ones are: "in 1934" is three of them. A line
 * whose words cannot be told apart counts as one.
 */
final class WordsInLines {
  private static final Pattern WRITTEN = Pattern.compile("\\S+");

  private final String file;
  private final Function<String, List<String>> words;
  private final List<String> spoken = new ArrayList<>();
  private final List<Token> tokens = new ArrayList<>();

  /**
   * @param from first character in the text of its line
   * @param to one past the last
   * @param spokenFrom its first spoken word
   * @param spokenTo one past the last
   */
  private record Token(int line, int from, int to, int spokenFrom, int spokenTo) {}

  /**
   * @param words what is spoken where something is written
   */
  WordsInLines(String file, Function<String, List<String>> words) {
    this.file = file;
    this.words = words;
  }

  /** Adds a line as it stands in the file. */
  void add(int number, String line) {
    String text = LineText.of(file, line).text();
    List<String> whole = words.apply(text);
    List<Token> single = new ArrayList<>();
    List<String> joined = new ArrayList<>();
    Matcher written = WRITTEN.matcher(text);
    while (written.find()) {
      int from = spoken.size() + joined.size();
      joined.addAll(words.apply(written.group()));
      int to = spoken.size() + joined.size();
      single.add(new Token(number, written.start(), written.end(), from, to));
    }
    if (joined.equals(whole)) {
      tokens.addAll(single);
    } else {
      int to = spoken.size() + whole.size();
      tokens.add(new Token(number, 0, text.length(), spoken.size(), to));
    }
    spoken.addAll(whole);
  }

  /**
   * Some of the spoken words.
   *
   * @param from the first
   * @param to one past the last
   */
  record Range(int from, int to) {}

  /**
   * Looks for words in a row.
   *
   * @param share of the whole before them, 0 to 1: the nearest are taken
   */
  Optional<Range> find(List<String> said, double share) {
    @Nullable Range nearest = null;
    for (int at = 0; !said.isEmpty() && at + said.size() <= spoken.size(); at++) {
      if (spoken.get(at).equals(said.get(0))
          && spoken.subList(at, at + said.size()).equals(said)
          && (nearest == null || away(at, share) < away(nearest.from(), share))) {
        nearest = new Range(at, at + said.size());
      }
    }
    return Optional.ofNullable(nearest);
  }

  private double away(int at, double share) {
    return Math.abs(at - share * spoken.size());
  }

  /** The line on which they begin. */
  int line(Range range) {
    return tokens.stream()
        .filter(token -> token.spokenTo() > range.from())
        .mapToInt(Token::line)
        .findFirst()
        .orElse(1);
  }

  boolean isAll(Range range) {
    return range.from() == 0 && range.to() == spoken.size();
  }

  /**
   * The text without them.
   *
   * @return null where a line says them together with others and nobody can tell them apart
   */
  TextEdit.@Nullable Edit removed(Range range) {
    Map<Integer, List<Token>> gone = new TreeMap<>();
    for (Token token : tokens) {
      boolean touched = token.spokenFrom() < range.to() && token.spokenTo() > range.from();
      if (touched && (token.spokenFrom() < range.from() || token.spokenTo() > range.to())) {
        return null;
      }
      if (touched) {
        gone.computeIfAbsent(token.line(), line -> new ArrayList<>()).add(token);
      }
    }
    return (number, line) -> {
      List<Token> here = gone.get(number);
      return here == null ? null : without(line, here);
    };
  }

  private List<String> without(String line, List<Token> gone) {
    LineText parts = LineText.of(file, line);
    String text = parts.text();
    String before = text.substring(0, gone.get(0).from()).stripTrailing();
    String after = text.substring(gone.get(gone.size() - 1).to()).stripLeading();
    String left = (before + " " + after).strip();
    return left.isEmpty() ? List.of() : List.of(parts.with(left));
  }
}

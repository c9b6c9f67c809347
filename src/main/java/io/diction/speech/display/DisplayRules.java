package io.diction.speech.display;

import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A user's rules of display: patterns of inverse normalisation, phrases to rewrite, words to mask,
 * and tests of all that. Immutable.
 *
 * <p>The text of a file has sections: {@code #itn} with a pattern of what is to be displayed a line
 * (see {@link ItnPattern}), {@code #rewrite} with {@code old<TAB>new}, {@code #profanity} with a
 * word or phrase a line, {@code #test} with {@code lexical<TAB>expected display}. Lines that begin
 * with two slashes are comments. A space may stand behind the {@code #}.
 */
public final class DisplayRules {
  public static final DisplayRules NONE =
      new DisplayRules(List.of(), List.of(), List.of(), List.of(), List.of());

  private static final int MOST_PATTERNS = 200;
  private static final int MOST_REWRITES = 1_000;
  private static final int MOST_OTHERS = 10_000;
  private static final int LONGEST_LINE = 1_000;
  private static final int MOST_PROBLEMS = 100;

  private final List<ItnPattern> patterns;
  private final List<Rewrite> rewrites;
  private final List<String> profanity;
  private final List<Test> tests;
  private final List<Problem> problems;

  /** Words, case-insensitive, and what is shown instead. */
  record Rewrite(String old, String replacement) {}

  /**
   * What a user expects.
   *
   * @param line in the file, from 1
   */
  public record Test(int line, String lexical, String expected) {}

  /**
   * A line that is not used.
   *
   * @param line in the file, from 1
   * @param reason in English, without the line's number
   */
  public record Problem(int line, String reason) {}

  /**
   * How a test came out.
   *
   * @param actual what is displayed
   */
  public record Outcome(Test test, String actual) {
    public boolean passed() {
      return actual.equals(test.expected());
    }

    /** Why it failed: where the two part; empty for a test that passed. */
    public String reason() {
      if (passed()) {
        return "";
      }
      String expected = test.expected();
      int same = 0;
      while (same < Math.min(expected.length(), actual.length())
          && expected.charAt(same) == actual.charAt(same)) {
        same++;
      }
      return "line %d: expected \"%s\", is \"%s\"; they differ from character %d"
          .formatted(test.line(), expected, actual, same + 1);
    }
  }

  private DisplayRules(
      List<ItnPattern> patterns,
      List<Rewrite> rewrites,
      List<String> profanity,
      List<Test> tests,
      List<Problem> problems) {
    this.patterns = List.copyOf(patterns);
    this.rewrites = List.copyOf(rewrites);
    this.profanity = List.copyOf(profanity);
    this.tests = List.copyOf(tests);
    this.problems = List.copyOf(problems);
  }

  List<ItnPattern> patterns() {
    return patterns;
  }

  List<Rewrite> rewrites() {
    return rewrites;
  }

  List<String> profanity() {
    return profanity;
  }

  public List<Test> tests() {
    return tests;
  }

  /** Lines that are wrong and were left out, in their order. */
  public List<Problem> problems() {
    return problems;
  }

  public boolean isEmpty() {
    return patterns.isEmpty() && rewrites.isEmpty() && profanity.isEmpty();
  }

  /**
   * Runs all tests.
   *
   * @param writer made with these rules
   */
  public List<Outcome> run(DisplayWriter writer, Progress progress) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Test test : tests) {
      progress.checkCancelled();
      outcomes.add(new Outcome(test, writer.writeWithoutPunctuation(test.lexical())));
      progress.report((double) outcomes.size() / tests.size(), "");
    }
    return outcomes;
  }

  /** Reads the lines of a file, a byte-order mark allowed; what is wrong is a {@link Problem}. */
  public static DisplayRules parse(List<String> lines) {
    Parser parser = new Parser();
    int number = 0;
    for (String line : lines) {
      number++;
      parser.line(number, number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line);
    }
    return new DisplayRules(
        parser.patterns, parser.rewrites, parser.profanity, parser.tests, parser.problems);
  }

  private static final class Parser {
    private final List<ItnPattern> patterns = new ArrayList<>();
    private final List<Rewrite> rewrites = new ArrayList<>();
    private final List<String> profanity = new ArrayList<>();
    private final List<Test> tests = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private String section = "";

    private void problem(int number, String reason) {
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(new Problem(number, reason));
      }
    }

    void line(int number, String written) {
      String line = written.strip();
      if (line.isEmpty() || line.startsWith("//")) {
        return;
      }
      if (line.length() > LONGEST_LINE) {
        problem(number, "the line is longer than " + LONGEST_LINE + " characters");
        return;
      }
      String head = line.startsWith("#") ? line.substring(1).strip().toLowerCase(Locale.ROOT) : "";
      switch (head) {
        case "itn", "rewrite", "profanity", "test" -> section = head;
        default -> entry(number, line);
      }
    }

    private void entry(int number, String line) {
      switch (section) {
        case "itn" -> pattern(number, line);
        case "rewrite" -> pair(number, line);
        case "profanity" -> {
          if (profanity.size() < MOST_OTHERS) {
            profanity.add(line);
          } else {
            problem(number, "there are more than " + MOST_OTHERS + " words to mask");
          }
        }
        case "test" -> pair(number, line);
        default ->
            problem(number, "no section begun: #itn, #rewrite, #profanity or #test is missing");
      }
    }

    private void pattern(int number, String line) {
      if (patterns.size() == MOST_PATTERNS) {
        problem(number, "there are more than " + MOST_PATTERNS + " patterns");
        return;
      }
      try {
        patterns.add(ItnPattern.parse(line));
      } catch (FormatException e) {
        problem(number, e.position() + ": " + e.reason());
      }
    }

    private void pair(int number, String line) {
      int tab = line.indexOf('\t');
      if (tab <= 0) {
        problem(
            number,
            section.equals("test")
                ? "a test needs the recognised words, a tab and what is to be displayed"
                : "a rewriting needs the old words, a tab and the new ones");
        return;
      }
      String left = line.substring(0, tab).strip();
      String right = line.substring(tab + 1).strip();
      if (section.equals("test")) {
        if (tests.size() < MOST_OTHERS) {
          tests.add(new Test(number, left, right));
        } else {
          problem(number, "there are more than " + MOST_OTHERS + " tests");
        }
      } else if (rewrites.size() < MOST_REWRITES) {
        rewrites.add(new Rewrite(left, right));
      } else {
        problem(number, "there are more than " + MOST_REWRITES + " rewritings");
      }
    }
  }
}

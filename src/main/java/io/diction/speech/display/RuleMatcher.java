package io.diction.speech.display;

import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a user's rules apply. The longest match counts, then the earlier rule. Immutable,
 * shared by threads.
 *
 * <p>Patterns are matched against everything that the words may stand for: "five hundred" is {@code
 * 500}, "five oh oh" too. Each node of a pattern is tried at most once at each place, and only so
 * many in all for one word, so that no pattern and no text is slow.
 */
final class RuleMatcher {
  /** Nodes tried from one word on, all patterns together. */
  private static final int MOST_STEPS = 10_000;

  /** Nodes of one pattern tried from one word on. */
  private static final int MOST_STEPS_OF_ONE = 1_000;

  private static final int MOST_WORDS = 40;

  /** Nodes on one path; the stack has room for them. */
  private static final int DEEPEST = 1_500;

  private final List<ItnPattern> patterns;

  /** First word of a phrase to the phrases, words to what is shown. */
  private final Map<String, Map<List<String>, String>> phrases = new HashMap<>();

  private final int longest;

  RuleMatcher(DisplayRules rules, TextNormalizer normalizer) {
    patterns = rules.patterns();
    for (DisplayRules.Rewrite rewrite : rules.rewrites()) {
      addPhrase(rewrite.old(), rewrite.replacement(), normalizer);
    }
    for (String word : rules.profanity()) {
      addPhrase(word, word.replaceAll("[^\\s]", "*"), normalizer);
    }
    longest =
        phrases.values().stream()
            .flatMap(map -> map.keySet().stream())
            .mapToInt(List::size)
            .max()
            .orElse(0);
  }

  /** As it is written, and as it is spoken. */
  private void addPhrase(String phrase, String shown, TextNormalizer normalizer) {
    for (List<String> words :
        List.of(List.of(phrase.toLowerCase(Locale.ROOT).split("\\s+")), normalizer.words(phrase))) {
      if (!words.isEmpty()) {
        phrases.computeIfAbsent(words.get(0), w -> new HashMap<>()).putIfAbsent(words, shown);
      }
    }
  }

  /** In the order of the words, none overlapping. */
  List<Span> spans(List<String> words) {
    if (patterns.isEmpty() && phrases.isEmpty()) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      Span span = phrase(words, i);
      Span pattern = pattern(words, i);
      if (pattern != null && (span == null || pattern.to() > span.to())) {
        span = pattern;
      }
      if (span == null) {
        i++;
      } else {
        spans.add(span);
        i = span.to();
      }
    }
    return spans;
  }

  private @Nullable Span phrase(List<String> words, int from) {
    Map<List<String>, String> candidates = phrases.get(words.get(from));
    if (candidates == null) {
      return null;
    }
    for (int length = Math.min(longest, words.size() - from); length > 0; length--) {
      String shown = candidates.get(words.subList(from, from + length));
      if (shown != null) {
        return Span.own(from, from + length, shown);
      }
    }
    return null;
  }

  private @Nullable Span pattern(List<String> words, int from) {
    Span best = null;
    int steps = 0;
    for (ItnPattern pattern : patterns) {
      Attempt attempt =
          new Attempt(pattern, words, from, Math.min(MOST_STEPS_OF_ONE, MOST_STEPS - steps));
      attempt.run();
      steps += attempt.steps;
      if (attempt.end > from && (best == null || attempt.end > best.to())) {
        best = Span.own(from, attempt.end, attempt.shown);
      }
    }
    return best;
  }

  /** What some words may stand for, as characters. */
  private record Reading(String characters, int to) {}

  private static final class Attempt {
    private final ItnPattern pattern;
    private final List<String> words;
    private final int from;
    private final int budget;
    private final StringBuilder output = new StringBuilder();
    private final Map<Integer, List<Reading>> readings = new HashMap<>();

    /** Node and place tried: per word, reading and character. */
    private final Map<Long, BitSet> tried = new HashMap<>();

    private int steps;
    private int depth;
    private int end = -1;
    private String shown = "";

    Attempt(ItnPattern pattern, List<String> words, int from, int budget) {
      this.pattern = pattern;
      this.words = words.subList(0, Math.min(words.size(), from + MOST_WORDS));
      this.from = from;
      this.budget = budget;
    }

    void run() {
      go(pattern.start(), from, -1, 0);
    }

    /**
     * @param reading index of the reading of the words at {@code word} within which we are, -1
     *     between words
     */
    private void go(int node, int word, int reading, int offset) {
      if (steps >= budget || depth >= DEEPEST || isTried(node, word, reading, offset)) {
        return;
      }
      steps++;
      depth++;
      ItnPattern.Node wanted = pattern.node(node);
      int length = output.length();
      switch (wanted.type()) {
        case END -> {
          if (reading < 0 && word > Math.max(from, end)) {
            end = word;
            shown = output.toString().strip();
          }
        }
        case SPLIT -> goOn(node, word, reading, offset);
        case SIGN -> {
          output.append(wanted.text());
          if (reading < 0 && word < words.size() && words.get(word).equals(wanted.text())) {
            goOn(node, word + 1, -1, 0);
          }
          goOn(node, word, reading, offset);
        }
        case WORDS -> {
          int to = word + wanted.words().size();
          if (reading < 0 && to <= words.size() && words.subList(word, to).equals(wanted.words())) {
            output.append(wanted.text());
            goOn(node, to, -1, 0);
          }
        }
        case CHARACTER -> character(node, wanted, word, reading, offset);
      }
      depth--;
      output.setLength(length);
    }

    private void goOn(int node, int word, int reading, int offset) {
      for (int next : pattern.next(node)) {
        go(next, word, reading, offset);
      }
    }

    private void character(int node, ItnPattern.Node wanted, int word, int reading, int offset) {
      if (reading >= 0) {
        take(node, wanted, word, reading, offset);
      } else if (word < words.size()) {
        for (int i = 0; i < readings(word).size(); i++) {
          take(node, wanted, word, i, 0);
        }
      }
    }

    private void take(int node, ItnPattern.Node wanted, int word, int reading, int offset) {
      Reading said = readings(word).get(reading);
      char c = said.characters().charAt(offset);
      if (!isIn(wanted.text(), c)) {
        return;
      }
      int length = output.length();
      output.append(
          switch (wanted.shown()) {
            case 'u' -> Character.toUpperCase(c);
            case '=' -> wanted.text().charAt(1);
            default -> c;
          });
      if (offset + 1 == said.characters().length()) {
        goOn(node, said.to(), -1, 0);
      } else {
        goOn(node, word, reading, offset + 1);
      }
      output.setLength(length);
    }

    /** A set is pairs of first and last; of a letter of the pattern the pair is small, as is. */
    private static boolean isIn(String set, char c) {
      if (set.length() == 2 && Character.isUpperCase(set.charAt(1))) {
        return c == set.charAt(0);
      }
      for (int i = 0; i < set.length(); i += 2) {
        if (c >= set.charAt(i) && c <= set.charAt(i + 1)) {
          return true;
        }
      }
      return false;
    }

    private boolean isTried(int node, int word, int reading, int offset) {
      long place = ((long) word << 40) | ((long) (reading + 1) << 32) | offset;
      BitSet nodes = tried.computeIfAbsent(place, p -> new BitSet());
      boolean known = nodes.get(node);
      nodes.set(node);
      return known;
    }

    private List<Reading> readings(int word) {
      return readings.computeIfAbsent(word, this::read);
    }

    private List<Reading> read(int word) {
      List<Reading> found = new ArrayList<>();
      String text = words.get(word);
      String bare = text.length() == 2 && text.endsWith(".") ? text.substring(0, 1) : text;
      found.add(new Reading(bare, word + 1));
      int digit = EnglishNumberWords.digit(text);
      if (digit >= 0) {
        found.add(new Reading(String.valueOf(digit), word + 1));
      }
      int repeated = text.equals("double") ? 2 : text.equals("triple") ? 3 : 0;
      if (repeated > 0 && word + 1 < words.size()) {
        int next = EnglishNumberWords.digit(words.get(word + 1));
        String character = next >= 0 ? String.valueOf(next) : words.get(word + 1);
        if (character.length() == 1) {
          found.add(new Reading(character.repeat(repeated), word + 2));
        }
      }
      add(EnglishNumberWords.belowHundred(words, word), found);
      add(EnglishNumberWords.cardinal(words, word), found);
      add(EnglishNumberWords.year(words, word), found);
      return found;
    }

    private static void add(@Nullable SpokenNumber number, List<Reading> found) {
      if (number != null) {
        Reading reading = new Reading(number.value(), number.to());
        if (!found.contains(reading)) {
          found.add(reading);
        }
      }
    }
  }
}

package io.diction.speech.transcript;

import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One subtitle: at most two lines on the screen for a few seconds.
 *
 * @param lines one or two, each at most {@link #LINE_LENGTH} characters unless a single word is
 *     longer
 */
record Cue(double startSeconds, double endSeconds, List<String> lines) {
  /** What television guidelines (BBC, Netflix) allow for Latin script. */
  static final int LINE_LENGTH = 42;

  private static final int MAX_LINES = 2;
  private static final double LONGEST_SECONDS = 7;

  /** Shorter ones cannot be read; they stay on the screen as long as nothing follows. */
  private static final double SHORTEST_SECONDS = 1;

  /** A pause that always ends a cue. */
  private static final double PAUSE_SECONDS = 0.7;

  /** How much a pause in the middle is preferred to one at an edge, in seconds of pause. */
  private static final double BALANCE_SECONDS = 0.25;

  /** What the end of a sentence is worth, in seconds of pause. */
  private static final double SENTENCE_SECONDS = 0.6;

  /** What a comma is worth, in seconds of pause. */
  private static final double CLAUSE_SECONDS = 0.2;

  /** Cuts words into cues, at pauses where possible. */
  static List<Cue> cut(List<WordTiming> words) {
    List<Cue> cues = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || pauseBefore(words, i) >= PAUSE_SECONDS) {
        cut(words.subList(from, i), cues);
        from = i;
      }
    }
    return extended(cues);
  }

  private static void cut(List<WordTiming> words, List<Cue> cues) {
    List<String> lines = lines(words);
    double start = words.get(0).startSeconds();
    double end = words.get(words.size() - 1).endSeconds();
    boolean fits = lines.size() <= MAX_LINES && end - start <= LONGEST_SECONDS;
    if (fits || words.size() == 1) {
      cues.add(new Cue(start, end, lines));
      return;
    }
    int best = 1;
    double highest = Double.NEGATIVE_INFINITY;
    double middle = words.size() / 2.0;
    for (int i = 1; i < words.size(); i++) {
      double offCentre = Math.abs(i - middle) / middle;
      double score =
          pauseBefore(words, i) + marked(words.get(i - 1).word()) - BALANCE_SECONDS * offCentre;
      if (score > highest) {
        highest = score;
        best = i;
      }
    }
    cut(words.subList(0, best), cues);
    cut(words.subList(best, words.size()), cues);
  }

  /** How good a place to cut is behind this token. */
  private static double marked(String token) {
    char last = token.isEmpty() ? ' ' : token.charAt(token.length() - 1);
    return switch (last) {
      case '.', '?', '!' -> SENTENCE_SECONDS;
      case ',', ';', ':' -> CLAUSE_SECONDS;
      default -> 0;
    };
  }

  private static double pauseBefore(List<WordTiming> words, int index) {
    return words.get(index).startSeconds() - words.get(index - 1).endSeconds();
  }

  /** One line if it fits, else two of about the same length, else more than are allowed. */
  private static List<String> lines(List<WordTiming> words) {
    String text = words.stream().map(WordTiming::word).collect(Collectors.joining(" "));
    if (text.length() <= LINE_LENGTH || words.size() == 1) {
      return List.of(text);
    }
    int best = -1;
    int shortest = Integer.MAX_VALUE;
    for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
      int longer = Math.max(space, text.length() - space - 1);
      if (longer < shortest) {
        shortest = longer;
        best = space;
      }
    }
    String first = text.substring(0, best);
    String second = text.substring(best + 1);
    return shortest <= LINE_LENGTH || words.size() == MAX_LINES
        ? List.of(first, second)
        : List.of(first, second, "");
  }

  private static List<Cue> extended(List<Cue> cues) {
    List<Cue> extended = new ArrayList<>();
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      double next = i + 1 < cues.size() ? cues.get(i + 1).startSeconds : Double.MAX_VALUE;
      double readable = Math.min(cue.startSeconds + SHORTEST_SECONDS, next);
      extended.add(new Cue(cue.startSeconds, Math.max(cue.endSeconds, readable), cue.lines));
    }
    return extended;
  }
}

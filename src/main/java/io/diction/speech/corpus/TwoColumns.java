package io.diction.speech.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges a text whose every line is two columns by the lines themselves: spoken forms look like
 * utterances behind the names of recordings or speakers, and the one learnt as the other spoils a
 * model.
 */
final class TwoColumns {
  /** Lines that are kept to be judged; a longer text goes on as it began. */
  private static final int MOST_LINES = 20_000;

  private static final int LONGEST_NAME = 40;

  /** Forms have one or a few lines each, one below the other; speakers come back. */
  private static final double DISTINCT_SHARE = 0.8;

  private static final double MOST_VARIANTS = 2;

  /** A list stays one with so many lines that are none, which are found by line. */
  private static final int RIGHT_TO_WRONG = 3;

  /** Where a text is none from the start, it is not read on. */
  private static final int MOST_WRONG = 20;

  /** Half of the forms are spoken in so few words. */
  private static final int MEDIAN_WORDS = 6;

  private final Set<String> names = new HashSet<>();
  private final List<Integer> words = new ArrayList<>();
  private String before = "";
  private int lines;
  private int turns;
  private int recordings;
  private int wrong;

  /**
   * Takes the next line.
   *
   * @param line without space around it, neither empty nor a comment
   * @return whether so many lines so far have two columns that more of them need to be seen
   */
  boolean add(String line) {
    int tab = line.indexOf('\t');
    boolean recording = isRecording(line);
    boolean named =
        tab > 0
            && tab <= LONGEST_NAME
            && tab == line.lastIndexOf('\t')
            && line.substring(0, tab).strip().indexOf(' ') < 0
            && !line.substring(tab).isBlank();
    if (!recording && !named) {
      wrong++;
      return wrong <= MOST_WRONG + lines / RIGHT_TO_WRONG;
    }
    if (lines == MOST_LINES) {
      return wrong <= MOST_WRONG + lines / RIGHT_TO_WRONG;
    }
    lines++;
    recordings += recording ? 1 : 0;
    String name = line.substring(0, tab).strip();
    turns += name.equals(before) ? 0 : 1;
    before = name;
    names.add(name);
    words.add(line.substring(tab).strip().split("\\s+").length);
    return true;
  }

  boolean areForms() {
    return lines > 0
        && wrong * RIGHT_TO_WRONG <= lines
        && recordings == 0
        && !isReturning()
        && !areLong();
  }

  /** Whether the first column says who speaks. */
  boolean areSpeakers() {
    return wrong == 0 && isReturning();
  }

  private boolean isReturning() {
    boolean returning = names.size() < DISTINCT_SHARE * turns;
    boolean monologue = lines > 1 && (names.size() == 1 || lines > MOST_VARIANTS * turns);
    return returning || monologue;
  }

  private boolean areLong() {
    return words.stream().sorted().skip(words.size() / 2).findFirst().orElse(0) > MEDIAN_WORDS;
  }

  /** Whether a line is the name of a recording, a tab and perhaps a text. */
  static boolean isRecording(String line) {
    int tab = line.indexOf('\t');
    return tab > 0 && FileKind.ofName(line.substring(0, tab).strip()) == FileKind.AUDIO;
  }
}

package io.diction.dataset.statistics;

import io.diction.dataset.statistics.Statistics.Growth;
import io.diction.dataset.statistics.Statistics.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Counts words as they come; the points that it keeps are at even distances. */
final class VocabularyGrowth {
  private static final int MOST_POINTS = 20;

  /** A book has fewer; whatever comes later is no longer counted. */
  private static final int MOST_DIFFERENT = 1_000_000;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}'’]+");

  private final Set<String> seen = new HashSet<>();
  private final List<Point> points = new ArrayList<>();
  private long words;
  private long step = 16;

  void add(String text) {
    for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT))) {
      if (!word.isEmpty() && seen.size() < MOST_DIFFERENT) {
        seen.add(word);
        words++;
        if (words % step == 0) {
          keep();
        }
      }
    }
  }

  /** Twice as many points as wanted: every second one goes, and they come half as often. */
  private void keep() {
    points.add(new Point(words, seen.size()));
    if (points.size() == 2 * MOST_POINTS) {
      step *= 2;
      points.removeIf(point -> point.words() % step != 0);
    }
  }

  Growth growth() {
    List<Point> all = new ArrayList<>(points);
    if (words > 0 && (all.isEmpty() || all.get(all.size() - 1).words() != words)) {
      all.add(new Point(words, seen.size()));
    }
    return new Growth(all);
  }
}

package io.diction.speech.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds copies among many recordings without comparing each with each: with those about as long, as
 * long as they are few, and as Haitsma and Kalker do with those that have one whole frame
 * unchanged, which in hundreds of frames happens many times over. For one thread; some 400 bytes of
 * memory a second of sound.
 */
public final class AudioPrints {
  /** A frame that so many have tells nothing. */
  private static final int MOST_ALIKE = 50;

  /** Among more recordings of one length only frames are looked for. */
  private static final int MOST_AS_LONG = 2_000;

  private final List<AudioPrint> prints = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final Map<Integer, int[]> byFrame = new HashMap<>();
  private final NavigableMap<Double, List<Integer>> bySeconds = new TreeMap<>();

  /**
   * The first recording so far that this one is a copy of, by its number in order, from 0; then
   * this one is the next.
   *
   * @param durationSeconds copies are about as long as what they are copies of
   */
  public OptionalInt add(AudioPrint print, double durationSeconds) {
    OptionalInt same = print.isTelling() ? first(print, durationSeconds) : OptionalInt.empty();
    int number = prints.size();
    prints.add(print);
    seconds.add(durationSeconds);
    if (print.isTelling()) {
      bySeconds.computeIfAbsent(durationSeconds, length -> new ArrayList<>()).add(number);
      for (int frame : print.bits()) {
        byFrame.merge(frame, new int[] {number}, AudioPrints::joined);
      }
    }
    return same;
  }

  private OptionalInt first(AudioPrint print, double durationSeconds) {
    Set<Integer> candidates = new HashSet<>();
    for (int frame : print.bits()) {
      int[] numbers = byFrame.get(frame);
      if (frame != 0 && numbers != null && numbers.length < MOST_ALIKE) {
        for (int number : numbers) {
          if (isAsLong(seconds.get(number), durationSeconds)) {
            candidates.add(number);
          }
        }
      }
    }
    double reach = reach(durationSeconds);
    bySeconds.subMap(durationSeconds - reach, true, durationSeconds + reach, true).values().stream()
        .flatMap(List::stream)
        .limit(MOST_AS_LONG)
        .forEach(candidates::add);
    return candidates.stream()
        .mapToInt(number -> number)
        .sorted()
        .filter(number -> print.isSameAs(prints.get(number)))
        .findFirst();
  }

  private static boolean isAsLong(double one, double other) {
    return Math.abs(one - other) <= reach(Math.max(one, other));
  }

  /** Up to 2 % and what may be cut off at both ends. */
  private static double reach(double length) {
    return 0.5 + 0.02 * length;
  }

  private static int[] joined(int[] before, int[] one) {
    if (before.length >= MOST_ALIKE || before[before.length - 1] == one[0]) {
      return before;
    }
    int[] joined = Arrays.copyOf(before, before.length + 1);
    joined[before.length] = one[0];
    return joined;
  }
}

package io.diction.speech.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds short recordings within longer ones, as {@link AudioPrints} finds copies that are as long:
 * by frames that both have, which say where the one would begin in the other. Of a long recording
 * only the parts are looked through that its fingerprint keeps. For one thread.
 *
 * <p>Some 40 MB for the most frames, which are four hours of short recordings; what comes later is
 * not looked for.
 */
public final class PrintsWithin {
  private static final int MOST_FRAMES = 500_000;

  /** Of one longer recording; beyond that frames are compared that tell nothing. */
  private static final int MOST_PLACES = 20_000;

  private static final int MOST_ALIKE = 50;
  private static final int WINDOW_FRAMES = 96;

  /** A look at the first three seconds tells nearly always. */
  private static final double HOPELESS = 0.35;

  private static final double SURELY_THE_SAME = 0.2;
  private static final int HOP_MS = 1_000 * AudioPrint.HOP / AudioPrint.RATE_HZ;

  private final List<int[]> wanted = new ArrayList<>();
  private final Map<Integer, long[]> places = new HashMap<>();
  private int frames;
  private boolean partial;

  /**
   * One that was found.
   *
   * @param number in the order in which they were added
   * @param startMs where it begins
   */
  public record Found(int number, long startMs) {}

  /** Adds one to be looked for; of a long one its first sixteen seconds. */
  public void add(AudioPrint print) {
    int[] bits = Arrays.copyOf(print.bits(), Math.min(print.bits().length, AudioPrint.PART_FRAMES));
    boolean telling = bits.length >= AudioPrint.LEAST_FRAMES && new AudioPrint(bits).isTelling();
    boolean room = frames + bits.length <= MOST_FRAMES;
    boolean cut = print.bits().length > AudioPrint.PART_FRAMES;
    partial |= telling && (cut || !room);
    if (telling && room) {
      frames += bits.length;
      for (int at = 0; at < bits.length; at++) {
        note(bits[at], (long) wanted.size() << Integer.SIZE | at);
      }
    }
    wanted.add(telling && room ? bits : new int[0]);
  }

  private void note(int frame, long place) {
    long[] known = places.getOrDefault(frame, new long[0]);
    if (frame != 0 && known.length < MOST_ALIKE) {
      long[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = place;
      places.put(frame, more);
    }
  }

  /**
   * Whether some may have been missed: there were too many, or one of them is known in parts only.
   */
  public boolean isPartial() {
    return partial;
  }

  /** Those that a recording has within it, each once. */
  public List<Found> find(AudioPrint whole) {
    List<Found> found = new ArrayList<>();
    Set<Integer> known = new HashSet<>();
    Set<Long> tried = new HashSet<>();
    int[] bits = whole.bits();
    for (int at = 0; at < bits.length && tried.size() < MOST_PLACES; at++) {
      for (long place : places.getOrDefault(bits[at], new long[0])) {
        int number = (int) (place >>> Integer.SIZE);
        int start = at - (int) place;
        boolean isNew =
            !known.contains(number)
                && tried.add((long) number << Integer.SIZE | (start & 0xFFFFFFFFL));
        if (isNew && isAt(wanted.get(number), bits, start)) {
          known.add(number);
          found.add(new Found(number, startMs(start)));
        }
      }
    }
    partial |= tried.size() >= MOST_PLACES;
    partial |= !places.isEmpty() && bits.length >= AudioPrint.PART_FRAMES;
    return found;
  }

  /** Parts of a long recording are not next to each other. */
  private static boolean isAt(int[] wanted, int[] bits, int start) {
    int part = Math.floorDiv(start, AudioPrint.PART_FRAMES);
    int end = Math.min(bits.length, (part + 1) * AudioPrint.PART_FRAMES);
    if (start < 0 || start + wanted.length > end) {
      return false;
    }
    for (int from = 0; from < wanted.length; from += WINDOW_FRAMES / 2) {
      int to = Math.min(wanted.length, from + WINDOW_FRAMES);
      if (difference(wanted, bits, start, Math.max(0, to - WINDOW_FRAMES), to) > HOPELESS) {
        return false;
      }
    }
    return difference(wanted, bits, start, 0, wanted.length) <= SURELY_THE_SAME;
  }

  /** Share of different bits; frames without any sound say nothing. */
  private static double difference(int[] wanted, int[] bits, int start, int from, int to) {
    int compared = 0;
    int different = 0;
    for (int at = from; at < to; at++) {
      if (wanted[at] != 0 && bits[start + at] != 0) {
        compared++;
        different += Integer.bitCount(wanted[at] ^ bits[start + at]);
      }
    }
    return compared * 2 < to - from ? 1 : (double) different / compared / Integer.SIZE;
  }

  private static long startMs(int frame) {
    int part = frame / AudioPrint.PART_FRAMES;
    return AudioPrintMeter.startMs(part) + (long) (frame % AudioPrint.PART_FRAMES) * HOP_MS;
  }
}

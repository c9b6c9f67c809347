package io.diction.speech.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds copies among many recordings without comparing each with each: with those about as long, as
 * long as they are few, and as Haitsma and Kalker do with those that have one whole frame
 * unchanged, which in hundreds of frames happens many times over. For one thread.
 *
 * <p>Memory and time are bounded: some 250 MB for the most frames, which are 280 hours of short
 * recordings and far more of long ones. What comes later is compared with what is kept.
 */
public final class AudioPrints {
  /** Among more recordings of one length only frames are looked for. */
  private static final int MOST_AS_LONG = 2_000;

  private static final int MOST_FRAMES = 32_000_000;
  private static final int MOST_ENTRIES = 8_000_000;

  /** Pairs of frames that are compared because recordings are about as long: about a minute. */
  private static final long MOST_LOOKS = 40_000_000_000L;

  /**
   * Copies in other formats, at other rates or cut off at the start differ in at most a third of
   * that; two sentences of a synthesiser, which says each word in the same way, in more.
   */
  private static final double SURELY_THE_SAME = 0.2;

  /** Nowhere for three seconds: a long announcement may be the same and what follows not. */
  private static final double SURELY_THE_SAME_ANYWHERE = 0.35;

  private static final AudioPrint NOT_KEPT = new AudioPrint(new int[0]);

  private final List<AudioPrint> prints = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final NavigableMap<Double, List<Integer>> bySeconds = new TreeMap<>();
  private final FrameIndex byFrame;
  private final double mostDifferent;
  private final double mostAnywhere;
  private final long mostFrames;
  private long framesLeft;
  private long looksLeft;
  private boolean partial;

  public AudioPrints() {
    this(MOST_FRAMES, MOST_ENTRIES, MOST_LOOKS);
  }

  /**
   * @param mostFrames that are kept, 31 for each second of sound
   */
  public AudioPrints(long mostFrames) {
    this(mostFrames, MOST_ENTRIES, MOST_LOOKS);
  }

  AudioPrints(long mostFrames, int mostEntries, long mostLooks) {
    this(AudioPrint.MOST_DIFFERENT, 1, mostFrames, mostEntries, mostLooks);
  }

  private AudioPrints(
      double mostDifferent, double mostAnywhere, long mostFrames, int mostEntries, long mostLooks) {
    this.mostDifferent = mostDifferent;
    this.mostAnywhere = mostAnywhere;
    this.mostFrames = mostFrames;
    this.framesLeft = mostFrames;
    this.byFrame = new FrameIndex(mostEntries);
    this.looksLeft = mostLooks;
  }

  /** Takes for copies only what can hardly be anything else. */
  public static AudioPrints strict() {
    return new AudioPrints(
        SURELY_THE_SAME, SURELY_THE_SAME_ANYWHERE, MOST_FRAMES, MOST_ENTRIES, MOST_LOOKS);
  }

  /**
   * The first recording so far that this one is a copy of, by its number in order, from 0; then
   * this one is the next.
   *
   * @param durationSeconds copies are about as long as what they are copies of
   */
  public OptionalInt add(AudioPrint print, double durationSeconds) {
    boolean telling = print.isTelling();
    OptionalInt same = telling ? first(print, durationSeconds) : OptionalInt.empty();
    keep(print, durationSeconds, telling);
    return same;
  }

  /** The first recording that this one is a copy of, by its number in order. */
  public OptionalInt find(AudioPrint print, double durationSeconds) {
    return print.isTelling() ? first(print, durationSeconds) : OptionalInt.empty();
  }

  /** Adds one that is not asked about; half of the room is left to those that are. */
  public void put(AudioPrint print, double durationSeconds) {
    boolean room = framesLeft - print.bits().length >= mostFrames / 2;
    partial |= !room;
    keep(print, durationSeconds, room && print.isTelling());
  }

  /** Whether copies may have been missed, as there were too many recordings. */
  public boolean isPartial() {
    return partial;
  }

  private void keep(AudioPrint print, double durationSeconds, boolean telling) {
    int number = prints.size();
    boolean room = print.bits().length <= framesLeft;
    partial |= telling && !room;
    boolean kept = telling && room;
    prints.add(kept ? print : NOT_KEPT);
    seconds.add(durationSeconds);
    if (kept) {
      framesLeft -= print.bits().length;
      bySeconds.computeIfAbsent(durationSeconds, length -> new ArrayList<>()).add(number);
      for (int frame : print.bits()) {
        byFrame.add(frame, number);
      }
    }
  }

  private OptionalInt first(AudioPrint print, double durationSeconds) {
    NavigableSet<Integer> candidates = new TreeSet<>();
    for (int frame : print.bits()) {
      for (int number : byFrame.find(frame)) {
        if (isAsLong(seconds.get(number), durationSeconds)) {
          candidates.add(number);
        }
      }
    }
    double reach = reach(durationSeconds);
    bySeconds.subMap(durationSeconds - reach, true, durationSeconds + reach, true).values().stream()
        .flatMap(List::stream)
        .limit(MOST_AS_LONG)
        .takeWhile(number -> isWorthLooking(print, prints.get(number)))
        .forEach(candidates::add);
    return candidates.stream()
        .mapToInt(number -> number)
        .filter(number -> print.isLike(prints.get(number), mostDifferent, mostAnywhere))
        .findFirst();
  }

  private boolean isWorthLooking(AudioPrint print, AudioPrint other) {
    looksLeft -= AudioPrint.looks(print, other);
    partial |= looksLeft < 0;
    return looksLeft >= 0;
  }

  private static boolean isAsLong(double one, double other) {
    return Math.abs(one - other) <= reach(Math.max(one, other));
  }

  /** Up to 2 % and what may be cut off at both ends. */
  private static double reach(double length) {
    return 0.5 + 0.02 * length;
  }
}

package io.diction.speech.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Fingerprint of a recording: what is left of it when level, coding and a little noise are taken
 * away, so that a copy is known for one although none of its samples are the same.
 *
 * <p>After Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System" (ISMIR 2002): of each
 * frame 32 bits say whether the energy difference of neighbouring bands (33 between 300 and 1,900
 * Hz, logarithmically spaced) rose or fell since the frame before. Unlike there, frames have 0.256
 * s at 4 kHz and follow each other by 32 ms, which is enough to tell whole recordings from one
 * another. Of long recordings only parts are kept: 16 s from the start and from 1, 4, 16, 64 …
 * minutes on, 2 KB each.
 *
 * @param bits the parts one after the other, 0 for frames without any sound
 */
@SuppressWarnings("ArrayRecordComponent")
public record AudioPrint(int[] bits) {
  static final int RATE_HZ = 4_000;
  static final int HOP = 128;
  static final int PART_FRAMES = 16 * RATE_HZ / HOP;

  /** Frames by which two copies may be shifted against each other: half a second. */
  static final int MOST_SHIFT = RATE_HZ / 2 / HOP;

  /** With less in common everything may look alike: a second and a half. */
  static final int LEAST_FRAMES = 48;

  private static final int WINDOW_FRAMES = 96;

  /**
   * Share of different bits up to which two recordings are the same one. Haitsma and Kalker take
   * 0.35 for three seconds; of different sentences of one reader the nearest have 0.40.
   */
  static final double MOST_DIFFERENT = 0.3;

  /** A first look is at each so many frames; what differs more there is not looked at again. */
  private static final int LOOK_EVERY = 4;

  private static final double HOPELESS = 0.42;

  /** Longest kept: 6 parts reach 4 hours. */
  static final int MOST_PARTS = 6;

  /** As {@link #toBytes} gave it. */
  public static AudioPrint of(byte[] bytes) {
    int[] bits = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(bits);
    return new AudioPrint(bits);
  }

  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(bits.length * Integer.BYTES);
    bytes.asIntBuffer().put(bits);
    return bytes.array();
  }

  /**
   * Whether both are recordings of the same sound, one of them shifted by half a second at most.
   */
  public boolean isSameAs(AudioPrint other) {
    return isTelling() && other.isTelling() && difference(other) <= MOST_DIFFERENT;
  }

  /** Whether it changes as speech does: all steady tones and hums look alike. */
  boolean isTelling() {
    return Arrays.stream(bits).filter(frame -> frame != 0).distinct().count() * 2 > bits.length;
  }

  /** How many pairs of frames a comparison looks at, if it is a first look only. */
  static long looks(AudioPrint one, AudioPrint other) {
    long frames = Math.min(one.bits.length, other.bits.length);
    return (2 * MOST_SHIFT + 1) * frames / LOOK_EVERY;
  }

  /** The smallest share of different bits at any shift; 1 where too little can be compared. */
  double difference(AudioPrint other) {
    double least = 1;
    for (int shift = -MOST_SHIFT; shift <= MOST_SHIFT; shift++) {
      if (difference(other, shift, LOOK_EVERY) < HOPELESS) {
        least = Math.min(least, difference(other, shift, 1));
      }
    }
    return least;
  }

  /**
   * Whether so little is different at some shift.
   *
   * @param mostAnywhere share of different bits within any three seconds; 1 for any
   */
  boolean isLike(AudioPrint other, double most, double mostAnywhere) {
    for (int shift = -MOST_SHIFT; shift <= MOST_SHIFT; shift++) {
      if (difference(other, shift, LOOK_EVERY) < HOPELESS
          && difference(other, shift, 1) <= most
          && (mostAnywhere >= 1 || worst(other, shift) <= mostAnywhere)) {
        return true;
      }
    }
    return false;
  }

  /** The largest share of different bits within three seconds that have sound enough. */
  private double worst(AudioPrint other, int shift) {
    int shorter = Math.min(bits.length, other.bits.length);
    double worst = 0;
    for (int part = 0; part < shorter; part += PART_FRAMES) {
      int end = Math.min(part + PART_FRAMES, bits.length);
      int otherEnd = Math.min(part + PART_FRAMES, other.bits.length);
      int from = part + Math.max(0, -shift);
      int to = Math.min(end, otherEnd - shift);
      for (int start = from; start < to; start += LEAST_FRAMES) {
        // The last frames of a part are looked at together with those before them.
        int last = Math.min(start + WINDOW_FRAMES, to);
        worst = Math.max(worst, within(other, shift, Math.max(from, last - WINDOW_FRAMES), last));
      }
    }
    return worst;
  }

  private double within(AudioPrint other, int shift, int from, int to) {
    int compared = 0;
    int different = 0;
    for (int i = from; i < to; i++) {
      int mine = bits[i];
      int theirs = other.bits[i + shift];
      if (mine != 0 && theirs != 0) {
        compared++;
        different += Integer.bitCount(mine ^ theirs);
      }
    }
    return compared < LEAST_FRAMES ? 0 : (double) different / compared / Integer.SIZE;
  }

  /**
   * @param shift frames by which this begins later than the other
   * @param step each so many frames are compared
   */
  private double difference(AudioPrint other, int shift, int step) {
    int shorter = Math.min(bits.length, other.bits.length);
    long compared = 0;
    long different = 0;
    for (int part = 0; part < shorter; part += PART_FRAMES) {
      int end = Math.min(part + PART_FRAMES, bits.length);
      int otherEnd = Math.min(part + PART_FRAMES, other.bits.length);
      for (int i = part + Math.max(0, -shift); i < end && i + shift < otherEnd; i += step) {
        int mine = bits[i];
        int theirs = other.bits[i + shift];
        if (mine != 0 && theirs != 0) {
          compared++;
          different += Integer.bitCount(mine ^ theirs);
        }
      }
    }
    long looked = compared * step;
    return looked < LEAST_FRAMES || looked * 2 < shorter - MOST_SHIFT
        ? 1
        : (double) different / compared / Integer.SIZE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AudioPrint print && Arrays.equals(bits, print.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    return "AudioPrint of " + bits.length + " frames";
  }
}

package io.diction.speech.audio;

import java.util.Arrays;

/**
 * Which recordings have a frame, each entry in one number. When there are too many it keeps only
 * those of every second, fourth, eighth value of frames: the same values of all recordings, so that
 * copies still meet, in memory that does not grow.
 */
final class FrameIndex {
  /** A frame that so many have tells nothing. */
  static final int MOST_ALIKE = 50;

  private static final int FIRST = 1 << 12;

  private final int most;
  private long[] table = new long[FIRST];
  private int size;
  private int thinned;

  /**
   * @param most entries, of 16 to 32 bytes each
   */
  FrameIndex(int most) {
    this.most = most;
  }

  /** Notes a frame of a recording; one without any sound, 0, belongs to none. */
  void add(int frame, int number) {
    int mixed = mixed(frame);
    if (frame == 0 || isThinnedOut(mixed) || !put(frame, mixed, number)) {
      return;
    }
    size++;
    if (size > most) {
      thinned = 2 * thinned + 1;
      make(table.length);
    } else if (2 * size > table.length) {
      make(2 * table.length);
    }
  }

  /** The recordings that have a frame; none where it is that of too many. */
  int[] find(int frame) {
    int mixed = mixed(frame);
    int[] found = new int[MOST_ALIKE];
    int count = 0;
    if (frame != 0 && !isThinnedOut(mixed)) {
      for (int at = slot(mixed); table[at] != 0; at = next(at)) {
        if (frame(table[at]) == frame) {
          found[count++] = number(table[at]);
        }
      }
    }
    return count < MOST_ALIKE ? Arrays.copyOf(found, count) : new int[0];
  }

  /** How many entries there are. */
  int size() {
    return size;
  }

  private boolean put(int frame, int mixed, int number) {
    int alike = 0;
    int at = slot(mixed);
    for (; table[at] != 0; at = next(at)) {
      if (frame(table[at]) == frame) {
        alike++;
        if (alike == MOST_ALIKE || number(table[at]) == number) {
          return false;
        }
      }
    }
    table[at] = (long) frame << Integer.SIZE | number;
    return true;
  }

  private void make(int length) {
    long[] before = table;
    table = new long[length];
    size = 0;
    for (long entry : before) {
      int mixed = mixed(frame(entry));
      if (entry != 0 && !isThinnedOut(mixed)) {
        size += put(frame(entry), mixed, number(entry)) ? 1 : 0;
      }
    }
  }

  private boolean isThinnedOut(int mixed) {
    return (mixed & thinned) != 0;
  }

  /** By other bits than those that say what is kept. */
  private int slot(int mixed) {
    return mixed >>> (Integer.numberOfLeadingZeros(table.length) + 1);
  }

  private int next(int at) {
    return (at + 1) & (table.length - 1);
  }

  private static int frame(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  private static int number(long entry) {
    return (int) entry;
  }

  private static int mixed(int frame) {
    int mixed = (frame ^ (frame >>> 16)) * 0x85EBCA6B;
    mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
    return mixed ^ (mixed >>> 16);
  }
}

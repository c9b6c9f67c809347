package io.diction.storage;

import java.util.concurrent.locks.LockSupport;

/** Holds somebody back who would read faster than others can bear. */
final class Pace {
  static final Pace NONE = new Pace(0);

  private static final double NANOS = 1e9;

  private final long bytesPerSecond;
  private final long begin = System.nanoTime();
  private long bytes;

  /**
   * @param bytesPerSecond 0 for as fast as it goes
   */
  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Returns once so many more bytes may have been read. */
  void read(int count) {
    if (bytesPerSecond == 0) {
      return;
    }
    bytes += count;
    long due = begin + (long) (bytes * NANOS / bytesPerSecond);
    for (long left = due - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

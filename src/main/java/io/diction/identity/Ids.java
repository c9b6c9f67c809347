package io.diction.identity;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time-ordered identifiers (UUID version 7, RFC 9562): rows made one after the other stand side by
 * side in an index, and what one process makes stays in the order it was made in.
 */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COUNTER_BITS = 12;

  private static final Ids OF_THIS_PROCESS = new Ids();

  /** Milliseconds and counter of the newest identifier. */
  private final AtomicLong newest = new AtomicLong();

  Ids() {}

  /**
   * A new identifier, after every one that this process made before it; between processes the order
   * is that of their clocks, to the millisecond. The counter is that of RFC 9562, section 6.2,
   * method 1: it begins at random in each millisecond and carries into the next one.
   */
  public static UUID next() {
    return OF_THIS_PROCESS.next(System.currentTimeMillis());
  }

  UUID next(long epochMillis) {
    // The half left free above the start is what a millisecond can count without carrying.
    long earliest = (epochMillis << COUNTER_BITS) | RANDOM.nextInt(1 << (COUNTER_BITS - 1));
    long ordered = newest.updateAndGet(last -> Math.max(last + 1, earliest));
    long counter = ordered & ((1 << COUNTER_BITS) - 1);
    return new UUID((ordered >>> COUNTER_BITS << 16) | 0x7000L | counter, low());
  }

  private static long low() {
    return RANDOM.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
  }
}

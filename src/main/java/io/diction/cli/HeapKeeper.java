package io.diction.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.diction.speech.Progress;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the heap of a command near what it needs. A collector left alone lets it grow to a share of
 * the machine: it takes for long-lived what recognition looks up for one utterance and drops after
 * some others, and touches all of a heap that it has once grown. For several threads.
 */
final class HeapKeeper implements Progress {
  private Bound bound = Bound.NONE;

  /** Sets how much of the heap may be free, for the whole process from now on. */
  HeapKeeper() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    set(machine, "MinHeapFreeRatio", 15);
    set(machine, "MaxHeapFreeRatio", 30);
  }

  /** Percent of a heap that may be free after a collection; other machines have no such setting. */
  private static void set(@Nullable HotSpotDiagnosticMXBean machine, String option, int percent) {
    try {
      if (machine != null) {
        machine.setVMOption(option, String.valueOf(percent));
      }
    } catch (IllegalArgumentException e) {
      // The heap grows as the machine likes, and recognition is the same.
      return;
    }
  }

  /** Called after each utterance. */
  @Override
  public void report(double fraction, String message) {
    tidy();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  private synchronized void tidy() {
    Runtime runtime = Runtime.getRuntime();
    long whole = runtime.totalMemory();
    if (bound.isPassed(whole - runtime.freeMemory(), whole)) {
      System.gc();
      long after = runtime.totalMemory();
      bound = bound.after(whole, after - runtime.freeMemory(), after);
    }
  }

  /**
   * When to collect next. All in bytes.
   *
   * @param limit what may be in use
   * @param whole size of the heap after the last collection
   * @param fruitless collections in a row that left the heap as large as it was, and too large
   */
  record Bound(long limit, long whole, int fruitless) {
    /** Before the first collection. */
    static final Bound NONE = new Bound(0, 0, 0);

    /** A collection costs a tenth of a second: rare enough not to count. */
    private static final double GROWTH = 1.35;

    /** A heap so much larger than that was grown in a hurry. */
    private static final double HURRY = 1.5;

    /** The serial collector gives memory back in so many steps; others at once or never. */
    private static final int MOST_FRUITLESS = 4;

    /**
     * @param used memory in use
     * @param now size of the heap
     */
    boolean isPassed(long used, long now) {
      return fruitless < MOST_FRUITLESS && (used > limit || (now > HURRY * limit && now > whole));
    }

    /**
     * The bound after a collection.
     *
     * @param before size of the heap before it
     * @param used memory in use after it
     * @param now size of the heap after it
     */
    Bound after(long before, long used, long now) {
      long next = (long) (GROWTH * used);
      return new Bound(next, now, now > HURRY * next && now >= before ? fruitless + 1 : 0);
    }
  }
}

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
  /** A collection costs a tenth of a second: rare enough not to count. */
  private static final double GROWTH = 1.35;

  /** A heap so much larger than that was grown in a hurry. */
  private static final double HURRY = 1.5;

  private long limit;

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
    if (whole - runtime.freeMemory() > limit || whole > HURRY * limit) {
      System.gc();
      limit = (long) (GROWTH * (runtime.totalMemory() - runtime.freeMemory()));
    }
  }
}

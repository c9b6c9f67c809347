package io.diction.cli;

import io.diction.speech.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Progress as lines on standard error: one for each message and, where long work has few messages,
 * some in between. Interruption of the process is its only cancellation.
 */
final class ConsoleProgress implements Progress {
  private static final double STEP = 0.05;
  private static final long FEWEST_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final boolean stepwise;
  private String doing = "";
  private double shown;
  private long shownAt = System.nanoTime();

  ConsoleProgress(PrintWriter err) {
    this(err, false);
  }

  /**
   * @param stepwise whether the last message is shown again after every twentieth of the work
   */
  ConsoleProgress(PrintWriter err, boolean stepwise) {
    this.err = err;
    this.stepwise = stepwise;
  }

  @Override
  public synchronized void report(double fraction, String message) {
    boolean due = fraction >= shown + STEP && System.nanoTime() - shownAt >= FEWEST_NANOS;
    if (message.isEmpty() && !(stepwise && due)) {
      return;
    }
    doing = message.isEmpty() ? doing : message;
    shown = fraction;
    shownAt = System.nanoTime();
    err.printf(Locale.ROOT, "%3.0f %% %s%n", 100 * fraction, doing);
    err.flush();
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }

  synchronized void message(String text) {
    err.println(text);
    err.flush();
  }
}

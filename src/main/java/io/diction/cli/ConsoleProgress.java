package io.diction.cli;

import io.diction.speech.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress as lines on standard error. Interruption of the process is its only cancellation. */
final class ConsoleProgress implements Progress {
  private final PrintWriter err;

  ConsoleProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public synchronized void report(double fraction, String message) {
    if (!message.isEmpty()) {
      err.printf(Locale.ROOT, "%3.0f %% %s%n", 100 * fraction, message);
      err.flush();
    }
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

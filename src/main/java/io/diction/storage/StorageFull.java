package io.diction.storage;

import java.io.IOException;
import java.util.Locale;

/** There is no room for more bytes. Everything stored before is untouched. */
public final class StorageFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether this is why something failed, or the system says so. */
  public static boolean isCauseOf(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageFull || (cause instanceof IOException io && isFull(io))) {
        return true;
      }
    }
    return false;
  }

  /** The JDK tells a full disk or quota by the system's message alone. */
  static boolean isFull(IOException problem) {
    String message = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("not enough space")
        || message.contains("quota exceeded");
  }

  public StorageFull(String message) {
    super(message);
  }

  StorageFull(String message, Throwable cause) {
    super(message, cause);
  }
}

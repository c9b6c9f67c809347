package io.diction.storage;

/** The store of the bytes does not answer. What was stored before is untouched. */
public final class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether this is why something failed. */
  public static boolean isCauseOf(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageUnavailable) {
        return true;
      }
    }
    return false;
  }
}

package io.diction;

/** The portal cannot start for a reason its operator can remove; the message is one sentence. */
public final class StartRefused extends RuntimeException {
  public StartRefused(String message) {
    super(message);
  }

  public StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}

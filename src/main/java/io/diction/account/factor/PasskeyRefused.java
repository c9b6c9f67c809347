package io.diction.account.factor;

/** What a browser sent is no passkey that we accept. */
public final class PasskeyRefused extends Exception {
  PasskeyRefused(String reason) {
    super(reason);
  }

  PasskeyRefused(Throwable cause) {
    super(cause);
  }

  /** For the log: nothing of what was sent, which a library's message may repeat. */
  public String reason() {
    Throwable cause = getCause();
    return cause == null ? String.valueOf(getMessage()) : cause.getClass().getSimpleName();
  }
}

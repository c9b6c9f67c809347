package io.diction.account.factor;

/** What a browser sent is no passkey that we accept. */
public final class PasskeyRefused extends Exception {
  PasskeyRefused(String reason) {
    super(reason);
  }

  PasskeyRefused(Throwable cause) {
    super(cause);
  }
}

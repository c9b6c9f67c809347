package io.diction.account.signin;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Sign-in is locked for a while. */
public final class TooManyAttempts extends AuthenticationException {
  private final Duration wait;

  TooManyAttempts(Duration wait) {
    super("locked for " + wait);
    this.wait = wait;
  }

  /** Until the next attempt, at least one second. */
  long seconds() {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}

package io.diction.account.security;

import io.diction.account.Account;
import io.diction.account.signin.SignIn;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Whether whoever sits there has signed in or shown the password just now. Finding a browser open
 * is not enough to make a new way in that outlasts the session.
 */
@Component
final class RecentPassword {
  private static final Duration ENOUGH_FOR = Duration.ofMinutes(10);

  private final Account account;
  private final Clock clock;

  RecentPassword(Account account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  boolean isShown(HttpServletRequest request) {
    HttpSession session = request.getSession();
    // Signing in by password alone begins a session.
    long last =
        session.getAttribute(SignIn.PASSWORD_SHOWN) instanceof Long shown
            ? shown
            : session.getCreationTime();
    return now() - last < ENOUGH_FOR.toMillis();
  }

  /** Takes the password, if it is right. */
  boolean show(SignedIn user, String password, HttpServletRequest request) {
    if (!account.isPassword(user, password, request.getRemoteAddr())) {
      return false;
    }
    request.getSession().setAttribute(SignIn.PASSWORD_SHOWN, now());
    return true;
  }

  /** Not {@code millis}, which divides by zero for a clock that ticks in microseconds. */
  private long now() {
    return clock.instant().toEpochMilli();
  }
}

package io.diction.account.session;

import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** What a page asks about the session it was opened in. */
@Controller
@RequestMapping("/signed-in")
class SignedInController {
  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final Clock clock;

  SignedInController(FindByIndexNameSessionRepository<? extends Session> sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * @param user who is signed in, for it may be another one by now
   * @param seconds until the session ends unless it is used
   * @param token for the forms of a page from before signing in again
   */
  record State(String user, long seconds, String token) {}

  /** Asked in the background, it does not prolong the session. */
  @GetMapping
  ResponseEntity<State> state(
      SignedIn user, HttpServletRequest request, @RequestAttribute("_csrf") CsrfToken token) {
    HttpSession session = request.getSession();
    // The session of the request counts this request as its last use already; the stored one not.
    Session stored = sessions.findById(session.getId());
    Duration left =
        stored == null
            ? Duration.ZERO
            : Duration.between(
                clock.instant(),
                stored.getLastAccessedTime().plus(stored.getMaxInactiveInterval()));
    return ResponseEntity.ok(new State(user.user().toString(), left.toSeconds(), token.getToken()));
  }

  /** Somebody is there. */
  @PostMapping
  ResponseEntity<State> stay(
      SignedIn user, HttpServletRequest request, @RequestAttribute("_csrf") CsrfToken token) {
    int seconds = request.getSession().getMaxInactiveInterval();
    return ResponseEntity.ok(new State(user.user().toString(), seconds, token.getToken()));
  }

  /** Where signing in for another tab ends. */
  @GetMapping("/again")
  String again() {
    return "account/again";
  }
}

package io.diction.account.signin;

import io.diction.account.factor.PasskeyRefused;
import io.diction.account.factor.Passkeys;
import io.diction.identity.UserId;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.stereotype.Service;

/** Asks a visitor for a passkey. What it has to answer to is kept in the session, for once. */
@Service
public class ShownPasskey {
  private static final Logger LOG = LoggerFactory.getLogger(ShownPasskey.class);
  private static final String OPTIONS = "diction.passkey.shown";

  /** A stranger's session lasts no longer than the question. */
  private static final Duration QUESTION = Duration.ofMinutes(5);

  private final Passkeys passkeys;
  private final SignInAttempts attempts;

  ShownPasskey(Passkeys passkeys, SignInAttempts attempts) {
    this.passkeys = passkeys;
    this.attempts = attempts;
  }

  /**
   * What the browser of a stranger needs to know.
   *
   * @throws Refusal when it was asked too often from there: each question is kept and may be
   *     answered with rubbish, which is written down
   */
  String ask(HttpServletRequest request) {
    begin(request);
    if (request.getSession(false) == null) {
      request.getSession().setMaxInactiveInterval((int) QUESTION.toSeconds());
    }
    return keep(passkeys.beginSignIn(request.getLocalPort()), request);
  }

  private void begin(HttpServletRequest request) {
    try {
      attempts.beginQuestion(request.getRemoteAddr());
    } catch (TooManyAttempts e) {
      throw new Refusal.LimitReached(ErrorCode.TOO_MANY_REQUESTS);
    }
  }

  /** What the browser of this user needs to know. */
  public String ask(UserId user, HttpServletRequest request) {
    return keep(passkeys.beginStep(user, request.getLocalPort()), request);
  }

  private String keep(PublicKeyCredentialRequestOptions options, HttpServletRequest request) {
    request.getSession().setAttribute(OPTIONS, options);
    return passkeys.written(options);
  }

  /** Whose passkey was shown. */
  public Optional<UserId> find(String credential, HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null
        || !(session.getAttribute(OPTIONS) instanceof PublicKeyCredentialRequestOptions options)) {
      return Optional.empty();
    }
    session.removeAttribute(OPTIONS);
    try {
      return Optional.of(passkeys.signIn(options, credential, request.getLocalPort()));
    } catch (PasskeyRefused e) {
      LOG.info("A passkey was refused: {}", e.reason());
      return Optional.empty();
    }
  }
}

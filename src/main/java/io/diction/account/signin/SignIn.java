package io.diction.account.signin;

import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Lets somebody in, in a session of its own that nobody could have planted. */
@Component
public final class SignIn {
  /** Of a session: when its user has last shown the password, in milliseconds. */
  public static final String PASSWORD_SHOWN = "diction.password-shown";

  private final SessionVisitors visitors;
  private final CsrfAuthenticationStrategy tokens;
  private final SessionFixationProtectionStrategy sessions;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  SignIn(
      SessionVisitors visitors,
      CsrfTokenRepository tokens,
      ApplicationEventPublisher events,
      Clock clock) {
    this.visitors = visitors;
    this.events = events;
    this.tokens = new CsrfAuthenticationStrategy(tokens);
    this.clock = clock;
    this.sessions = new SessionFixationProtectionStrategy();
    sessions.setMigrateSessionAttributes(false);
  }

  /** Of who has just chosen the password, which therefore need not be asked for. */
  public void withPassword(
      SignedIn user, HttpServletRequest request, HttpServletResponse response) {
    complete(user, EnumSet.of(Factor.PASSWORD), request, response);
  }

  void complete(
      SignedIn user,
      Set<Factor> factors,
      HttpServletRequest request,
      HttpServletResponse response) {
    Visitor visitor = new Visitor(user, factors, clock.instant());
    Authentication before = SecurityContextHolder.getContext().getAuthentication();
    long shown =
        before != null && before.getPrincipal() instanceof Visitor.Half
            ? request.getSession().getCreationTime()
            : clock.instant().toEpochMilli();
    sessions.onAuthentication(visitor, request, response);
    request.getSession().setAttribute(PASSWORD_SHOWN, shown);
    tokens.onAuthentication(visitor, request, response);
    SecurityContextImpl context = new SecurityContextImpl(visitor);
    SecurityContextHolder.setContext(context);
    visitors.saveContext(context, request, response);
    if (before == null || !(before.getPrincipal() instanceof SignedIn)) {
      events.publishEvent(new InteractiveAuthenticationSuccessEvent(visitor, SignIn.class));
    }
  }
}

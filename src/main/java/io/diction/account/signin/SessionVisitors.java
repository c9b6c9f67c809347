package io.diction.account.signin;

import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/**
 * Keeps nothing but the user's id and what the user has shown in the session. Role, organization
 * and whether the user may still come in are read at every request, so a change acts at once.
 */
@Component
public final class SessionVisitors implements SecurityContextRepository {
  /** Spring Session copies this attribute into a column, by which a user's sessions are found. */
  private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

  /** What the visitor has shown. */
  private static final String FACTORS = "diction.factors";

  /** What the account page tells of a session. */
  public static final String BROWSER = "diction.browser";

  public static final String ADDRESS = "diction.address";

  private final Users users;

  SessionVisitors(Users users) {
    this.users = users;
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Deferred(() -> load(request));
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in the interface still, called by nobody here
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return load(holder.getRequest()).orElseGet(SecurityContextHolder::createEmptyContext);
  }

  private Optional<SecurityContext> load(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(USER) instanceof String user)) {
      return Optional.empty();
    }
    Optional<SecurityContext> context =
        users
            .findSignedIn(new UserId(UUID.fromString(user)))
            .map(found -> visitor(found, session))
            .map(SecurityContextImpl::new);
    if (context.isEmpty()) {
      session.invalidate();
    }
    return context;
  }

  private static Visitor visitor(SignedIn user, HttpSession session) {
    return new Visitor(
        user,
        Factor.read(session.getAttribute(FACTORS)),
        Instant.ofEpochMilli(session.getCreationTime()));
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    if (context.getAuthentication() instanceof Visitor visitor) {
      HttpSession session = request.getSession();
      session.setAttribute(USER, visitor.getName());
      session.setAttribute(FACTORS, Factor.written(visitor.factors()));
      session.setAttribute(ADDRESS, request.getRemoteAddr());
      session.setAttribute(BROWSER, browser(request));
      return;
    }
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(USER);
    }
  }

  /** What the browser calls itself, cut short. */
  public static String browser(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return agent == null ? "" : agent.substring(0, Math.min(200, agent.length()));
  }

  /** Whether somebody got in by this session, or stands before the second step still. */
  public static boolean isSignedIn(SignedIn user, Session session) {
    return Visitor.isEnough(user, Factor.read(session.getAttribute(FACTORS)));
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(USER) != null;
  }

  /** Looks into the tables only when somebody asks who is there. */
  private static final class Deferred implements DeferredSecurityContext {
    private final Supplier<Optional<SecurityContext>> loader;
    private @Nullable SecurityContext loaded;
    private boolean generated;

    Deferred(Supplier<Optional<SecurityContext>> loader) {
      this.loader = loader;
    }

    @Override
    public SecurityContext get() {
      SecurityContext context = loaded;
      if (context == null) {
        Optional<SecurityContext> found = loader.get();
        generated = found.isEmpty();
        context = found.orElseGet(SecurityContextHolder::createEmptyContext);
        loaded = context;
      }
      return context;
    }

    @Override
    public boolean isGenerated() {
      get();
      return generated;
    }
  }
}

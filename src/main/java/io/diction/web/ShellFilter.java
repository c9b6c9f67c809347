package io.diction.web;

import io.diction.identity.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Puts the {@link Shell} where every template finds it, error pages included. A filter, as error
 * pages are also shown for requests that never reach a handler.
 */
@Component
class ShellFilter extends OncePerRequestFilter {
  /** The notice that this browser's user has put away; set by notice.js. */
  private static final String PUT_AWAY = "diction-notice";

  private final Notice notice;
  private final ObjectProvider<UnreadNotices> notices;

  ShellFilter(Notice notice, ObjectProvider<UnreadNotices> notices) {
    this.notice = notice;
    this.notices = notices;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    request.setAttribute(
        Shell.ATTRIBUTE,
        new Shell(
            ShellFilter::signedIn,
            () -> notice(request),
            () -> sessionSeconds(request),
            this::unread));
    chain.doFilter(request, response);
  }

  private static int sessionSeconds(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? 0 : session.getMaxInactiveInterval();
  }

  private Notice.Message notice(HttpServletRequest request) {
    Notice.Message message = unlessAway(notice::current, Notice.Message.NONE);
    Cookie seen = WebUtils.getCookie(request, PUT_AWAY);
    return seen != null && seen.getValue().equals(message.getMark())
        ? Notice.Message.NONE
        : message;
  }

  private int unread(SignedIn user) {
    UnreadNotices known = notices.getIfAvailable();
    return known == null ? 0 : unlessAway(() -> known.unread(user), 0);
  }

  /** Asked when a page is rendered: this filter runs before the one that knows the user. */
  static @Nullable SignedIn signedIn() {
    Authentication authentication =
        unlessAway(() -> SecurityContextHolder.getContext().getAuthentication(), null);
    return authentication != null && authentication.getPrincipal() instanceof SignedIn user
        ? user
        : null;
  }

  /** The page that says that the database is away must not need it. */
  private static <T extends @Nullable Object> T unlessAway(Supplier<T> wanted, T otherwise) {
    try {
      return wanted.get();
    } catch (DataAccessResourceFailureException | CannotCreateTransactionException away) {
      return otherwise;
    }
  }
}

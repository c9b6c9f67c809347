package io.diction.account.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the requests that a page makes by itself, such as to see how far a training is. They are no
 * sign that somebody is there. Before the filter that saves the session, which asks at its end.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BackgroundRequests extends OncePerRequestFilter {
  /** Set by requests.js and session.js. */
  static final String HEADER = "Diction-Background";

  private final ThreadLocal<Boolean> now = ThreadLocal.withInitial(() -> false);

  /** Whether the request of this thread is one. */
  boolean isNow() {
    return now.get();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getHeader(HEADER) == null) {
      chain.doFilter(request, response);
      return;
    }
    now.set(true);
    try {
      chain.doFilter(request, response);
    } finally {
      now.remove();
    }
  }
}

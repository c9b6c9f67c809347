package io.diction.web;

import io.diction.identity.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the {@link Shell} where every template finds it, error pages included. A filter, as error
 * pages are also shown for requests that never reach a handler.
 */
@Component
class ShellFilter extends OncePerRequestFilter {
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    request.setAttribute(Shell.ATTRIBUTE, new Shell(ShellFilter::signedIn));
    chain.doFilter(request, response);
  }

  /** Asked when a page is rendered: this filter runs before the one that knows the user. */
  static @Nullable SignedIn signedIn() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof SignedIn user
        ? user
        : null;
  }
}

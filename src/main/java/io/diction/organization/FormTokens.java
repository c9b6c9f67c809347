package io.diction.organization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * Looks for the token of a form. In an upload the token stands in the body, and looking for it
 * stores the whole upload on disk: for a stranger that is not done.
 */
final class FormTokens implements CsrfTokenRequestHandler {
  private final CsrfTokenRequestHandler tokens = new XorCsrfTokenRequestAttributeHandler();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    tokens.handle(request, response, token);
  }

  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return isUpload(request) && !isSignedIn() ? null : tokens.resolveCsrfTokenValue(request, token);
  }

  private static boolean isSignedIn() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Visitor;
  }

  private static boolean isUpload(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }
}

package io.diction.account.signin;

import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
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
    Authentication visitor = SecurityContextHolder.getContext().getAuthentication();
    return visitor != null && visitor.getPrincipal() instanceof SignedIn;
  }

  private static boolean isUpload(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }
}

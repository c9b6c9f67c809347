package io.diction.account.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The page somebody asked for before signing in. It travels in the address of the sign-in page, so
 * only paths of this installation pass; anything else becomes Home.
 */
record WantedPage(String path) {
  static final WantedPage HOME = new WantedPage("/");
  private static final int LONGEST = 1000;

  static WantedPage of(@Nullable String text) {
    if (text == null
        || text.length() > LONGEST
        || !text.startsWith("/")
        || text.startsWith("//")
        || text.startsWith("/sign-")
        || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '\\')) {
      return HOME;
    }
    return new WantedPage(text);
  }

  /** What a request asked for; for a fragment the page that wanted it. */
  static WantedPage of(HttpServletRequest request) {
    String current = request.getHeader("HX-Current-URL");
    if (current != null) {
      return ofAddress(current);
    }
    if (!request.getMethod().equals("GET")) {
      // The page with the form, whose script fills in again what was typed.
      String referer = request.getHeader("Referer");
      return referer == null ? HOME : ofAddress(referer);
    }
    String query = request.getQueryString();
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return of(query == null ? path : path + "?" + query);
  }

  private static WantedPage ofAddress(String address) {
    try {
      URI uri = URI.create(address);
      String query = uri.getRawQuery();
      return of(query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query);
    } catch (IllegalArgumentException e) {
      return HOME;
    }
  }

  /** Of a page that leads on to this one. */
  String address(String page) {
    return path.equals("/")
        ? page
        : page
            + (page.contains("?") ? "&" : "?")
            + "then="
            + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}

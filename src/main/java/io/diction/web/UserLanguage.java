package io.diction.web;

import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleContextResolver;

/**
 * Answers in the language that the user or else the organization chose, else in the browser's, else
 * in English. Looks only when a text is wanted: who is signed in costs a query, which styles and
 * scripts are not worth.
 */
final class UserLanguage implements LocaleContextResolver {
  private static final String ATTRIBUTE = UserLanguage.class.getName();

  /** Longest header that is looked at; browsers send less than a hundred characters. */
  private static final int LONGEST = 500;

  @Override
  public LocaleContext resolveLocaleContext(HttpServletRequest request) {
    return () -> resolveLocale(request);
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Locale known) {
      return known;
    }
    Locale found = wanted(request);
    request.setAttribute(ATTRIBUTE, found);
    return found;
  }

  private static Locale wanted(HttpServletRequest request) {
    SignedIn user = ShellFilter.signedIn();
    Locale chosen = user == null ? null : user.language();
    if (chosen != null) {
      return Languages.spoken(chosen).orElse(Languages.ENGLISH);
    }
    String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return accepted == null || accepted.length() > LONGEST
        ? Languages.ENGLISH
        : Languages.accepted(accepted);
  }

  @Override
  public void setLocaleContext(
      HttpServletRequest request,
      @Nullable HttpServletResponse response,
      @Nullable LocaleContext context) {
    throw new UnsupportedOperationException("The language is a setting of the user");
  }
}

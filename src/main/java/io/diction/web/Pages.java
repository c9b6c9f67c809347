package io.diction.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Views for handlers that answer a browser and htmx alike: the whole page, or the one fragment of
 * it that a dialog or a grid wants.
 */
public final class Pages {
  private static final String FORM = "form";
  private static final String ERRORS = BindingResult.MODEL_KEY_PREFIX + FORM;

  private Pages() {}

  /** The template, or its fragment where htmx asks. */
  public static String view(HtmxRequest request, String template, String fragment) {
    return wantsFragment(request) ? template + " :: " + fragment : template;
  }

  /** Whether htmx asks for a part of a page, and not for a page to go back to. */
  public static boolean wantsFragment(HtmxRequest request) {
    return request.isHtmxRequest() && !request.isHistoryRestoreRequest() && !request.isBoosted();
  }

  /**
   * Shows a form as it was sent. Where a part of it could not be read, Spring's model has what is
   * wrong but no form, and would drop the one for the other.
   */
  public static void fill(Model view, Object form) {
    Object errors = view.getAttribute(ERRORS);
    view.addAttribute(FORM, form);
    if (errors != null) {
      view.addAttribute(ERRORS, errors);
    }
  }

  /** To a page, when what a dialog is for is done. */
  public static String redirect(HtmxRequest request, String path) {
    return (request.isHtmxRequest() ? "redirect:htmx:" : "redirect:") + path;
  }

  /**
   * To the page over which a dialog was opened, when it is one of those; nothing else of what the
   * browser says is trusted.
   */
  public static String redirectBack(HtmxRequest request, String otherwise, List<String> pages) {
    return redirect(request, place(request.getCurrentUrl(), pages).orElse(otherwise));
  }

  /**
   * To a grid as it was looked at, page, order and filters: by the page over which a dialog was
   * opened, or from which a form was sent.
   */
  public static String redirectBack(HtmxRequest htmx, HttpServletRequest request, String grid) {
    String url =
        htmx.isHtmxRequest() ? htmx.getCurrentUrl() : request.getHeader(HttpHeaders.REFERER);
    return redirect(htmx, place(url, List.of(grid)).orElse(grid));
  }

  private static Optional<String> place(@Nullable String url, List<String> pages) {
    if (url == null) {
      return Optional.empty();
    }
    try {
      UriComponents current = UriComponentsBuilder.fromUriString(url).build();
      String path = current.getPath();
      String query = current.getQuery();
      if (path == null || !pages.contains(path)) {
        return Optional.empty();
      }
      // What a person typed into the address is no template of ours.
      return Optional.of(
          query == null ? path : path + "?" + query.replace("{", "%7B").replace("}", "%7D"));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}

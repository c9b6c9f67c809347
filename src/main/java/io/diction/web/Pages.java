package io.diction.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.List;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Views for handlers that answer a browser and htmx alike: the whole page, or the one fragment of
 * it that a dialog or a grid wants.
 */
public final class Pages {
  private Pages() {}

  /** The template, or its fragment where htmx asks. */
  public static String view(HtmxRequest request, String template, String fragment) {
    return wantsFragment(request) ? template + " :: " + fragment : template;
  }

  /** Whether htmx asks for a part of a page, and not for a page to go back to. */
  public static boolean wantsFragment(HtmxRequest request) {
    return request.isHtmxRequest() && !request.isHistoryRestoreRequest() && !request.isBoosted();
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
    String url = request.getCurrentUrl();
    if (url == null) {
      return redirect(request, otherwise);
    }
    UriComponents current = UriComponentsBuilder.fromUriString(url).build();
    String path = current.getPath();
    if (path == null || !pages.contains(path)) {
      return redirect(request, otherwise);
    }
    String query = current.getQuery();
    return redirect(request, query == null ? path : path + "?" + query);
  }
}

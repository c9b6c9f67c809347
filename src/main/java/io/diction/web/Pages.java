package io.diction.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.List;
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
    // What a person typed into the address is no template of ours.
    return redirect(
        request, query == null ? path : path + "?" + query.replace("{", "%7B").replace("}", "%7D"));
  }
}

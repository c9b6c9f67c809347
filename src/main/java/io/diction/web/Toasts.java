package io.diction.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** Says in one line what came of a request: on the page after a redirect, or at once by htmx. */
@Component
public class Toasts {
  private static final String ATTRIBUTE = "toasts";

  private final MessageSource messages;

  Toasts(MessageSource messages) {
    this.messages = messages;
  }

  /** Shown by the page that the redirect leads to. */
  public void success(RedirectAttributes redirect, String messageKey, Object... arguments) {
    flash(redirect, Toast.Kind.SUCCESS, messageKey, arguments);
  }

  /** Shown by the page that the redirect leads to. */
  public void warning(RedirectAttributes redirect, String messageKey, Object... arguments) {
    flash(redirect, Toast.Kind.WARNING, messageKey, arguments);
  }

  /** Shown as soon as htmx has the response. */
  public void success(HtmxResponse response, String messageKey, Object... arguments) {
    trigger(response, Toast.Kind.SUCCESS, messageKey, arguments);
  }

  /** Shown as soon as htmx has the response. */
  public void warning(HtmxResponse response, String messageKey, Object... arguments) {
    trigger(response, Toast.Kind.WARNING, messageKey, arguments);
  }

  private void flash(
      RedirectAttributes redirect, Toast.Kind kind, String messageKey, Object... arguments) {
    List<Toast> toasts = new ArrayList<>();
    if (redirect.getFlashAttributes().get(ATTRIBUTE) instanceof List<?> earlier) {
      earlier.forEach(toast -> toasts.add((Toast) toast));
    }
    toasts.add(new Toast(kind, text(messageKey, arguments)));
    redirect.addFlashAttribute(ATTRIBUTE, toasts);
  }

  private void trigger(
      HtmxResponse response, Toast.Kind kind, String messageKey, Object... arguments) {
    response.addTrigger(
        "toast", Map.of("kind", kind.key(), "text", encoded(text(messageKey, arguments))));
  }

  /** For a response's header, which carries ASCII alone; the script that shows it decodes it. */
  static String encoded(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }

  private String text(String messageKey, Object... arguments) {
    return messages.getMessage(messageKey, arguments, LocaleContextHolder.getLocale());
  }
}

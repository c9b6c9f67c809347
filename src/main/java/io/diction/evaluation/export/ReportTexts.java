package io.diction.evaluation.export;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Words and numbers of a report in the reader's language. */
@Component
class ReportTexts {
  private final MessageSource messages;

  ReportTexts(MessageSource messages) {
    this.messages = messages;
  }

  String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, locale());
  }

  String percent(double rate) {
    return number("%.2f", 100 * rate) + "\u00a0%";
  }

  String number(String pattern, double value) {
    return String.format(locale(), pattern, value);
  }

  Locale locale() {
    return LocaleContextHolder.getLocale();
  }

  static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}

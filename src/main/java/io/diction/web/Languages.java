package io.diction.web;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/** The languages that the portal speaks: those with message bundles. */
public final class Languages {
  public static final Locale ENGLISH = Locale.ENGLISH;
  public static final Locale DUTCH = Locale.forLanguageTag("nl");
  public static final Locale GERMAN = Locale.GERMAN;

  /** By their own names. */
  public static final List<Locale> ALL = List.of(GERMAN, ENGLISH, DUTCH);

  private Languages() {}

  /** The language of the answer being made; English where nobody is answered, as in a job. */
  public static Locale current() {
    LocaleContext context = LocaleContextHolder.getLocaleContext();
    Locale locale = context == null ? null : context.getLocale();
    return locale == null ? ENGLISH : spoken(locale).orElse(ENGLISH);
  }

  /** Ours of that language, whatever its country. */
  static Optional<Locale> spoken(Locale wanted) {
    return ALL.stream().filter(own -> own.getLanguage().equals(wanted.getLanguage())).findFirst();
  }

  /** The first that we speak of those that an Accept-Language header asks for, best first. */
  static Locale accepted(String header) {
    List<Locale.LanguageRange> wanted;
    try {
      wanted = Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException malformed) {
      wanted = Collections.emptyList();
    }
    return wanted.stream()
        .filter(range -> range.getWeight() > 0)
        .flatMap(range -> spoken(Locale.forLanguageTag(range.getRange())).stream())
        .findFirst()
        .orElse(ENGLISH);
  }
}

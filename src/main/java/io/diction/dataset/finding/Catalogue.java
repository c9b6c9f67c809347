package io.diction.dataset.finding;

import io.diction.web.ErrorCode;
import io.diction.web.Failure;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Everything that can be said of a file or an action, with what to do about it. */
@Component
class Catalogue {
  private static final String PREFIX = "dataset.finding.";
  private static final String REMEDY = ".remedy";

  /** Stands for what a sentence says of a certain file. */
  private static final Object[] ANYTHING = {"…", "…", "…", "…"};

  private final MessageSource messages;
  private final Set<String> rules;

  Catalogue(MessageSource messages, @Value("${spring.messages.basename}") String[] bundles) {
    this.messages = messages;
    this.rules = new TreeSet<>();
    for (String bundle : bundles) {
      ResourceBundle.getBundle(bundle.replace('/', '.'), Locale.ROOT).keySet().stream()
          .filter(key -> key.startsWith(PREFIX) && !key.endsWith(REMEDY))
          .forEach(key -> rules.add(key.substring(PREFIX.length())));
    }
  }

  /**
   * One of them.
   *
   * @param name a rule of findings or a code of errors
   * @param title empty for findings
   * @param anchor where pages lead to it
   */
  record Entry(String name, String title, String sentence, String remedy, String anchor) {
    private boolean has(String words, Locale locale) {
      return (name + " " + title + " " + sentence + " " + remedy)
          .toLowerCase(locale)
          .contains(words.toLowerCase(locale));
    }
  }

  /** Of files, by what is said; with these words, all without. */
  List<Entry> findings(String words, Locale locale) {
    List<Entry> entries = new ArrayList<>();
    for (String rule : rules) {
      entries.add(
          new Entry(
              rule, "", text(PREFIX + rule, locale), text(PREFIX + rule + REMEDY, locale), rule));
    }
    return sorted(entries, Entry::sentence, words, locale);
  }

  /** Of actions, by their titles; with these words, all without. */
  List<Entry> errors(String words, Locale locale) {
    List<Entry> entries = new ArrayList<>();
    for (ErrorCode code : ErrorCode.values()) {
      entries.add(
          new Entry(
              code.code(),
              text("web.error.title." + code.code(), locale),
              text(code.messageKey(), locale),
              text(code.remedyKey(), locale),
              "error-" + code.code()));
    }
    for (ErrorCode code : Failure.toldApart()) {
      Failure failure = new Failure(code, "");
      entries.add(
          new Entry(
              code.code(),
              text("failure." + code.code() + ".title", locale),
              text(failure.messageKey(), locale),
              text(failure.remedyKey(), locale),
              failure.anchor()));
    }
    return sorted(entries, Entry::title, words, locale);
  }

  private static List<Entry> sorted(
      List<Entry> entries, Function<Entry, String> by, String words, Locale locale) {
    return entries.stream()
        .filter(entry -> entry.has(words.strip(), locale))
        .sorted(Comparator.comparing(by, Collator.getInstance(locale)))
        .toList();
  }

  private String text(String key, Locale locale) {
    return messages.getMessage(key, ANYTHING, locale);
  }
}

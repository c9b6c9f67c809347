package io.diction.web;

import java.util.Locale;

/** What somebody typed as a pattern for {@code like}, whose own signs stand for themselves. */
public final class TextPattern {
  private TextPattern() {}

  /** Matches lower-case text that has it anywhere. */
  public static String containing(String text) {
    return "%" + text.toLowerCase(Locale.ROOT).replaceAll("[\\\\%_]", "\\\\$0") + "%";
  }
}

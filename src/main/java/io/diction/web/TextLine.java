package io.diction.web;

import io.diction.web.Refusal.Invalid;

/** Text that people type and others read on one line. */
public final class TextLine {
  private TextLine() {}

  /** The text without space around it, every run of white space made one space. */
  public static String of(String text) {
    return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
  }

  /** Refuses what is longer, in code points, or holds what databases or pages cannot carry. */
  public static void require(String text, int longest, String tooLong) {
    int length = text.codePointCount(0, text.length());
    if (length > longest) {
      throw new Invalid(tooLong, longest, length);
    }
    text.codePoints()
        .filter(TextLine::isUnreadable)
        .findFirst()
        .ifPresent(
            point -> {
              throw new Invalid("custommodel.text.unreadable", "U+%04X".formatted(point));
            });
  }

  /** Control characters, half surrogate pairs, and marks that turn the direction of later text. */
  private static boolean isUnreadable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n';
      case Character.SURROGATE -> true;
      default -> (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    };
  }
}

package io.diction.dataset.finding;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A file's name as its owner gave it, made fit to be shown: never part of a path on our disk.
 *
 * @param display at most 255 characters, without folders, control characters and marks that turn
 *     the direction of writing; the ending survives a cut
 */
public record FileName(String display) {
  private static final int LONGEST = 255;
  private static final int LONGEST_ENDING = 12;
  private static final String NAMELESS = "unnamed";

  public FileName {
    display = fit(display);
  }

  /** In lower case, for sorting. */
  public String key() {
    return display.toLowerCase(Locale.ROOT);
  }

  /** Without its ending, in lower case: equal for a recording and its transcript. */
  public String pairKey() {
    return display
        .substring(0, display.length() - ending(display).length())
        .toLowerCase(Locale.ROOT);
  }

  private static String fit(String raw) {
    String name = raw.substring(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1);
    StringBuilder clean = new StringBuilder();
    name.codePoints().filter(FileName::isShown).forEach(clean::appendCodePoint);
    // The same name in both forms of accents, as some systems write them, must pair.
    String shown = Normalizer.normalize(clean, Normalizer.Form.NFC).strip();
    return shown.isEmpty() || shown.chars().allMatch(c -> c == '.') ? NAMELESS : cut(shown);
  }

  private static String cut(String name) {
    int length = name.codePointCount(0, name.length());
    if (length <= LONGEST) {
      return name;
    }
    String ending = ending(name);
    String end = ending.length() <= LONGEST_ENDING ? ending : "";
    int kept = LONGEST - 1 - end.codePointCount(0, end.length());
    return name.substring(0, name.offsetByCodePoints(0, kept)) + "…" + end;
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && !(c >= 0x202A && c <= 0x202E)
        && !(c >= 0x2066 && c <= 0x2069)
        && c != 0x200E
        && c != 0x200F;
  }
}

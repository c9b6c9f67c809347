package io.diction.transcription;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names of files in archives that every system can unpack. */
final class EntryName {
  /** File systems take 255; a number may be added. */
  private static final int MOST_BYTES = 200;

  private static final Pattern REFUSED = Pattern.compile("[<>:\"/\\\\|?*]");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private EntryName() {}

  /**
   * @param name with an extension
   */
  static String of(String name) {
    int dot = name.lastIndexOf('.');
    String end = name.substring(dot);
    StringBuilder base = new StringBuilder();
    int left = MOST_BYTES - bytes(end);
    for (int point :
        REFUSED.matcher(name.substring(0, dot)).replaceAll("_").codePoints().toArray()) {
      left -= bytes(Character.toString(point));
      if (left < 0) {
        break;
      }
      base.appendCodePoint(point);
    }
    return (DEVICE.matcher(base).matches() ? "_" : "") + base + end;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

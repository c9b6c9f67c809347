package io.diction.custommodel;

import io.diction.web.Refusal.Invalid;
import io.diction.web.TextLine;
import java.util.Locale;

/** A model's name: 1 to 256 characters (code points) that can be shown on one line. */
public record ModelName(String value) {
  public static final int LONGEST = 256;

  public ModelName {
    value = TextLine.of(value);
    if (value.isEmpty()) {
      throw new Invalid("custommodel.name.required");
    }
    TextLine.require(value, LONGEST, "custommodel.name.too-long");
  }

  /** Sorted, searched and compared by this. */
  public String key() {
    return key(value);
  }

  /** The key of text that may be no valid name. */
  public static String key(String text) {
    return TextLine.of(text).toLowerCase(Locale.ROOT);
  }
}

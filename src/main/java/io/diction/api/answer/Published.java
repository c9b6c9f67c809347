package io.diction.api.answer;

import java.util.Locale;

/** Our constants as the API writes them: {@code INVALID_PAYLOAD} is {@code InvalidPayload}. */
public final class Published {
  private Published() {}

  public static String name(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}

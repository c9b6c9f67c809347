package io.diction.api.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ten short texts of the caller's own at most. */
final class CustomProperties {
  static final String NAME = "customProperties";
  private static final int MOST = 10;
  private static final int LONGEST_KEY = 64;
  private static final int LONGEST_VALUE = 256;

  private CustomProperties() {}

  /**
   * @param value null for none
   * @param merging whether to keep those of before that are not named; null removes one
   */
  static Map<String, String> read(
      @Nullable JsonNode value,
      Map<String, String> before,
      boolean merging,
      List<ApiError> problems) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (value == null) {
      return properties;
    }
    if (!value.isObject()) {
      problems.add(wrong("customProperties has to be an object."));
      return properties;
    }
    if (merging) {
      properties.putAll(before);
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (entry.getValue().isNull()) {
        properties.remove(entry.getKey());
      } else if (isValid(entry.getKey(), entry.getValue())) {
        properties.put(entry.getKey(), entry.getValue().stringValue());
      } else {
        problems.add(
            wrong(
                "customProperties maps texts of 1 to %d characters to texts of at most %d."
                    .formatted(LONGEST_KEY, LONGEST_VALUE)));
        return properties;
      }
    }
    if (properties.size() > MOST) {
      problems.add(
          wrong(
              "customProperties has %d entries; %d are the most."
                  .formatted(properties.size(), MOST)));
    }
    return properties;
  }

  private static boolean isValid(String key, JsonNode value) {
    return !key.isEmpty()
        && isShort(key, LONGEST_KEY)
        && value.isString()
        && isShort(value.stringValue(), LONGEST_VALUE);
  }

  private static boolean isShort(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        && text.codePoints().noneMatch(point -> point == 0 || Texts.isHalf(point));
  }

  private static ApiError wrong(String message) {
    return ApiError.invalid(DetailCode.INVALID_PAYLOAD, message).target(NAME);
  }
}

package io.diction.api.property;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long something stays after its end, as ISO 8601 says it. */
public final class TimeToLive {
  private static final String NAME = "timeToLive";
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Pattern WEEKS = Pattern.compile("P(\\d{1,2})W", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_TEXT = 64;

  private TimeToLive() {}

  /**
   * What {@code properties} of a request say; null for ever.
   *
   * @param within the object {@code properties} of the body
   */
  public static @Nullable Duration read(Body within) {
    String text = within.text(NAME, LONGEST_TEXT);
    if (text == null) {
      return null;
    }
    Duration time = parse(text);
    if (time == null || time.isNegative() || time.compareTo(LONGEST) > 0) {
      within.reject(
          ApiError.invalid(
                  DetailCode.INVALID_TIME_TO_LIVE,
                  "timeToLive has to be a duration such as P7D or PT12H, of 31 days at most.")
              .target("properties." + NAME));
      return null;
    }
    return time.isZero() ? null : time;
  }

  private static @Nullable Duration parse(String text) {
    Matcher weeks = WEEKS.matcher(text);
    if (weeks.matches()) {
      return Duration.ofDays(7L * Integer.parseInt(weeks.group(1)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException malformed) {
      return null;
    }
  }

  /** Whole days as such; null for none. */
  public static @Nullable String text(@Nullable Duration time) {
    if (time == null) {
      return null;
    }
    long days = time.toDays();
    Duration rest = time.minusDays(days);
    return days == 0
        ? time.toString()
        : "P" + days + "D" + (rest.isZero() ? "" : rest.toString().substring(1));
  }
}

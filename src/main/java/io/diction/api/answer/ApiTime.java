package io.diction.api.answer;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times and durations as the API writes them. */
public final class ApiTime {
  private ApiTime() {}

  /** In UTC, in whole seconds. */
  public static String text(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
  }

  /** ISO 8601; null for none. */
  public static @Nullable String duration(@Nullable Long milliseconds) {
    return milliseconds == null ? null : Duration.ofMillis(milliseconds).toString();
  }
}

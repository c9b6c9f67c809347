package io.diction.administration.installation;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Days that any database knows, and the day after them too. */
final class Days {
  static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  static final LocalDate LAST = LocalDate.of(9999, 12, 30);

  private Days() {}

  static LocalDate clamp(LocalDate day) {
    return day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day;
  }

  /** The last day of something that ends at a moment. */
  static LocalDate last(OffsetDateTime until, ZoneId zone) {
    return until.minusNanos(1000).atZoneSameInstant(zone).toLocalDate();
  }

  /** The first moment after a day. */
  static OffsetDateTime endOf(LocalDate day, ZoneId zone) {
    return clamp(day)
        .plusDays(1)
        .atStartOfDay(zone)
        .toOffsetDateTime()
        .withOffsetSameInstant(ZoneOffset.UTC);
  }
}

package io.diction.administration.installation;

import java.time.LocalDate;

/** Days that any database knows, and the day after them too. */
final class Days {
  static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  static final LocalDate LAST = LocalDate.of(9999, 12, 30);

  private Days() {}

  static LocalDate clamp(LocalDate day) {
    return day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day;
  }
}

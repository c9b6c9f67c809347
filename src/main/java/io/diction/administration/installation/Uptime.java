package io.diction.administration.installation;

import java.time.Duration;

/**
 * How long the portal has been running, in its two largest units.
 *
 * @param unit of {@code first}; {@code second} counts the next smaller one
 */
record Uptime(String unit, long first, long second) {
  static Uptime of(Duration time) {
    if (time.toDays() > 0) {
      return new Uptime("days", time.toDays(), time.toHoursPart());
    }
    return time.toHours() > 0
        ? new Uptime("hours", time.toHours(), time.toMinutesPart())
        : new Uptime("minutes", time.toMinutes(), 0);
  }
}

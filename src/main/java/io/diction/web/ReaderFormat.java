package io.diction.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** How times, sizes and durations are written for whoever reads in this language and this zone. */
class ReaderFormat {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Supplier<ZoneId> zone;

  ReaderFormat(Supplier<ZoneId> zone) {
    this.zone = zone;
  }

  /** In which times are shown. */
  ZoneId zone() {
    return zone.get();
  }

  /** A time as this user reads it. */
  public String time(OffsetDateTime time) {
    return Times.of(Languages.current()).format(time.atZoneSameInstant(zone.get()));
  }

  /** The day alone. */
  public String date(OffsetDateTime time) {
    return Times.days(Languages.current()).format(time.atZoneSameInstant(zone.get()));
  }

  /** A day of the calendar, in whichever zone it is one. */
  public String day(LocalDate day) {
    return Times.days(Languages.current()).format(day);
  }

  /** The month that a day is in. */
  public String month(LocalDate day) {
    return DateTimeFormatter.ofPattern("LLLL uuuu", Languages.current()).format(day);
  }

  /** The time of day to the second, for lines of a log. */
  public String clock(Instant time) {
    return CLOCK.format(time.atZone(zone.get()));
  }

  /** The same time to the second, with its zone. */
  public String exactTime(OffsetDateTime time) {
    return Times.exact(Languages.current()).format(time.atZoneSameInstant(zone.get()));
  }

  /** A size in bytes as a person says it, in powers of 1024. */
  public String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes;
    String unit = "";
    for (String larger : List.of("KB", "MB", "GB", "TB")) {
      if (amount < 1023.95 || unit.equals("TB")) {
        break;
      }
      amount /= 1024;
      unit = larger;
    }
    return String.format(Languages.current(), amount < 10 ? "%.1f %s" : "%.0f %s", amount, unit);
  }

  /** A duration in seconds as a person says it: {@code 1:02:03} or {@code 2:03}. */
  public String duration(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}

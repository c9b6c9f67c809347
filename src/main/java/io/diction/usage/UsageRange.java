package io.diction.usage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Days whose use is shown, both included, as they begin and end where the reader is.
 *
 * @param from not after {@code to}
 */
record UsageRange(LocalDate from, LocalDate to, ZoneId zone) {
  /** Shown unless somebody wants others. */
  private static final int USUAL_DAYS = 30;

  /** What a chart can show by the day. */
  private static final int MOST_DAYS_SHOWN = 92;

  private static final int MOST_YEARS = 5;

  /** The nearest valid range to what a request says. */
  static UsageRange of(String from, String to, ZoneId zone, LocalDate today) {
    LocalDate last = day(to, today);
    last = last.isAfter(today) ? today : last;
    LocalDate earliest = today.minusYears(MOST_YEARS);
    last = last.isBefore(earliest) ? earliest : last;
    LocalDate first = day(from, last.minusDays(USUAL_DAYS - 1L));
    first = first.isAfter(last) ? last : first;
    return new UsageRange(first.isBefore(earliest) ? earliest : first, last, zone);
  }

  /** The days up to today. */
  static UsageRange last(int days, ZoneId zone, LocalDate today) {
    return new UsageRange(today.minusDays(days - 1L), today, zone);
  }

  private static LocalDate day(String text, LocalDate otherwise) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      return otherwise;
    }
  }

  OffsetDateTime begin() {
    return moment(from);
  }

  /** The first moment after it. */
  OffsetDateTime end() {
    return moment(to.plusDays(1));
  }

  /** Where {@link #steps} begin within the range, and the end of the last. */
  List<OffsetDateTime> bounds() {
    Stream<OffsetDateTime> later = steps().stream().skip(1).map(this::moment);
    return Stream.of(Stream.of(begin()), later, Stream.of(end())).flatMap(part -> part).toList();
  }

  private OffsetDateTime moment(LocalDate day) {
    return day.atStartOfDay(zone).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
  }

  /**
   * As databases know it, which take the offset of a zone without a name the other way round: UTC
   * for a zone whose days are those of UTC, moved by {@link #shiftSeconds}.
   */
  String zoneName() {
    return zone.normalized() instanceof ZoneOffset ? "UTC" : zone.getId();
  }

  int shiftSeconds() {
    return zone.normalized() instanceof ZoneOffset fixed ? fixed.getTotalSeconds() : 0;
  }

  /** Whether it is drawn by the month. */
  boolean isLong() {
    return ChronoUnit.DAYS.between(from, to) >= MOST_DAYS_SHOWN;
  }

  /** What a chart has a column for: days, or first days of months. */
  List<LocalDate> steps() {
    if (!isLong()) {
      return from.datesUntil(to.plusDays(1)).toList();
    }
    return Stream.iterate(YearMonth.from(from), month -> month.plusMonths(1))
        .takeWhile(month -> !month.isAfter(YearMonth.from(to)))
        .map(month -> month.atDay(1))
        .toList();
  }
}

package io.diction.web;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How times are written, on pages and in mail: ours in English, which Americans and others read
 * alike, else what is usual in the language.
 */
public final class Times {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter ZONED =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss zzz", Locale.ENGLISH);

  private Times() {}

  /** To the minute. */
  public static DateTimeFormatter of(Locale language) {
    return in(language, TIME, FormatStyle.MEDIUM, FormatStyle.SHORT);
  }

  /** The day alone. */
  public static DateTimeFormatter days(Locale language) {
    return in(language, DATE, FormatStyle.MEDIUM, null);
  }

  /** To the second, with the zone. */
  static DateTimeFormatter exact(Locale language) {
    return in(language, ZONED, FormatStyle.LONG, FormatStyle.LONG);
  }

  private static DateTimeFormatter in(
      Locale language, DateTimeFormatter english, FormatStyle date, @Nullable FormatStyle time) {
    if (language.equals(Languages.ENGLISH)) {
      return english;
    }
    DateTimeFormatter usual =
        time == null
            ? DateTimeFormatter.ofLocalizedDate(date)
            : DateTimeFormatter.ofLocalizedDateTime(date, time);
    return usual.withLocale(language);
  }
}

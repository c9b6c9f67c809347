package io.diction.administration.installation;

import io.diction.web.Notice;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/** A notice to everyone; its times are those of whoever writes it. */
record NoticeForm(
    @Size(max = Notice.LONGEST) String text,
    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime from,
    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime until) {
  NoticeForm {
    text = text == null ? "" : text.strip();
  }

  static NoticeForm of(Notice.Message message, ZoneId zone) {
    return new NoticeForm(
        message.text(), local(message.from(), zone), local(message.until(), zone));
  }

  Notice.Message in(ZoneId zone) {
    return new Notice.Message(text, instant(from, zone), instant(until, zone));
  }

  boolean isOrdered() {
    return isKnown(from)
        && isKnown(until)
        && (from == null || until == null || from.isBefore(until));
  }

  /** To any database. */
  private static boolean isKnown(@Nullable LocalDateTime time) {
    return time == null || Days.clamp(time.toLocalDate()).equals(time.toLocalDate());
  }

  private static @Nullable LocalDateTime local(@Nullable OffsetDateTime time, ZoneId zone) {
    return time == null ? null : time.atZoneSameInstant(zone).toLocalDateTime();
  }

  private static @Nullable OffsetDateTime instant(@Nullable LocalDateTime time, ZoneId zone) {
    return time == null ? null : time.atZone(zone).toOffsetDateTime();
  }
}

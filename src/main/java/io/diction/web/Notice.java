package io.diction.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the operator tells everyone on every page, such as a maintenance to come. */
@Service
public class Notice {
  /** Longest text, in characters. */
  public static final int LONGEST = 500;

  /** How old what a page shows may be: the text is part of all of them. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Clock clock;
  private volatile @Nullable Read read;

  Notice(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A text and the time of what it announces. Readers see it from now on, so that they can prepare.
   *
   * @param text empty when there is nothing to tell
   * @param from when what it tells of begins
   * @param until when that is over, and the notice gone
   */
  public record Message(
      String text, @Nullable OffsetDateTime from, @Nullable OffsetDateTime until) {
    public static final Message NONE = new Message("", null, null);

    public Message {
      text = text.strip();
    }

    /** A text that stands until it is changed. */
    public static Message of(String text) {
      return new Message(text, null, null);
    }

    public boolean isEmpty() {
      return text.isEmpty();
    }

    /** Tells one notice from the next, so that a new one shows where an old one was put away. */
    public String getMark() {
      Instant begin = from == null ? Instant.EPOCH : from.toInstant();
      Instant end = until == null ? Instant.EPOCH : until.toInstant();
      return Integer.toHexString((text + begin + end).hashCode());
    }

    private boolean isOver(Instant now) {
      return until != null && !until.toInstant().isAfter(now);
    }
  }

  /** The message as it was a moment ago. */
  private record Read(Message message, Instant at) {}

  /** What is shown now; nothing once it is over. */
  public Message current() {
    Instant now = clock.instant();
    Read kept = read;
    if (kept == null || kept.at().plus(KEPT).isBefore(now)) {
      kept = new Read(entered(), now);
      read = kept;
    }
    return kept.message().isOver(now) ? Message.NONE : kept.message();
  }

  /** What was entered last, be it over or not. */
  public Message entered() {
    return jdbc.sql("select text, from_at, until_at from notice where id = 1")
        .query(Notice::message)
        .single();
  }

  /** Whether nobody would ever see it. */
  public boolean isOver(Message message) {
    return message.isOver(clock.instant());
  }

  /** Shown from now on, by other processes within seconds. The caller has checked who may. */
  @Transactional
  public void change(Message message) {
    jdbc.sql("update notice set text = :text, from_at = :from, until_at = :until where id = 1")
        .param("text", message.text())
        .param("from", message.from())
        .param("until", message.until())
        .update();
    read = null;
  }

  private static Message message(ResultSet row, int number) throws SQLException {
    return new Message(
        row.getString("text"),
        row.getObject("from_at", OffsetDateTime.class),
        row.getObject("until_at", OffsetDateTime.class));
  }
}

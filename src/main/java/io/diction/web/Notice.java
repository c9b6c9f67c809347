package io.diction.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  /** The text as it was a moment ago. */
  private record Read(String text, Instant at) {}

  /** Empty when there is nothing to tell. */
  public String text() {
    Read kept = read;
    if (kept == null || kept.at().plus(KEPT).isBefore(clock.instant())) {
      kept =
          new Read(
              jdbc.sql("select text from notice where id = 1").query(String.class).single(),
              clock.instant());
      read = kept;
    }
    return kept.text();
  }

  /** Shown from now on, by other processes within seconds. The caller has checked who may. */
  @Transactional
  public void change(String text) {
    jdbc.sql("update notice set text = :text where id = 1").param("text", text.strip()).update();
    read = null;
  }
}

package io.diction.account.signin;

import io.diction.identity.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** From where accounts were signed in to of late. The table keeps hashes, no names. */
@Repository
class KnownNetworks {
  private static final Duration KNOWN_FOR = Duration.ofDays(90);

  private final JdbcClient jdbc;
  private final Clock clock;

  KnownNetworks(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  boolean isKnown(String accountHere) {
    return jdbc.sql(
            """
            select 1
            from known_network
            where subject = :subject and last_at >= :after
            """)
        .param("subject", subject(accountHere))
        .param("after", OffsetDateTime.now(clock).minus(KNOWN_FOR))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void remember(String accountHere) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    jdbc.sql(
            """
            insert into known_network (subject, last_at)
            values (:subject, :now)
            on conflict do nothing
            """)
        .param("subject", subject(accountHere))
        .param("now", now)
        .update();
    jdbc.sql("update known_network set last_at = :now where subject = :subject")
        .param("now", now)
        .param("subject", subject(accountHere))
        .update();
  }

  void forgetOld() {
    jdbc.sql("delete from known_network where last_at < :before")
        .param("before", OffsetDateTime.now(clock).minus(KNOWN_FOR))
        .update();
  }

  private static String subject(String accountHere) {
    return Sha256.of("KNOWN " + accountHere);
  }
}

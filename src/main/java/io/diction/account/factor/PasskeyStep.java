package io.diction.account.factor;

import io.diction.identity.UserId;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is asked for a passkey after the password. */
@Repository
class PasskeyStep {
  private final JdbcClient jdbc;
  private final Clock clock;

  PasskeyStep(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  boolean isWanted(UserId user) {
    return jdbc.sql("select 1 from passkey_step where user_id = :user")
        .param("user", user.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void want(UserId user) {
    jdbc.sql(
            """
            insert into passkey_step (user_id, since)
            values (:user, :now)
            on conflict do nothing
            """)
        .param("user", user.value())
        .param("now", OffsetDateTime.now(clock))
        .update();
  }

  void forget(UserId user) {
    jdbc.sql("delete from passkey_step where user_id = :user").param("user", user.value()).update();
  }
}

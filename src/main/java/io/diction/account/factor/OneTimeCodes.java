package io.diction.account.factor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.diction.identity.UserId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The secrets shared with authenticator apps, and the codes made of them: RFC 6238 with six digits,
 * 30 seconds and SHA-1, which is what every app can do.
 */
@Repository
class OneTimeCodes {
  private static final Logger LOG = LoggerFactory.getLogger(OneTimeCodes.class);

  /** As long as SHA-1's result, which RFC 4226 recommends. */
  private static final int SECRET_BYTES = 20;

  /** Clocks of phones go wrong by half a minute, and people type slowly. */
  private static final int STEPS_OFF = 1;

  private record App(byte[] secret, long lastStep, boolean confirmed) {}

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();
  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc;
  private final Vault vault;
  private final Clock clock;

  OneTimeCodes(JdbcClient jdbc, Vault vault, Clock clock) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.clock = clock;
  }

  /** A new secret that waits for its first code; one that waited before is void. */
  byte[] begin(UserId user) {
    jdbc.sql("delete from authenticator_app where user_id = :user and confirmed_at is null")
        .param("user", user.value())
        .update();
    vault.requireKeyOf(isAnySealed());
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    jdbc.sql(
            """
            insert into authenticator_app (user_id, secret, last_step)
            values (:user, :secret, 0)
            on conflict do nothing
            """)
        .param("user", user.value())
        .param("secret", vault.seal(secret, user))
        .update();
    return begun(user);
  }

  /** The secret that waits for its first code. */
  byte[] begun(UserId user) {
    return vault.open(app(user).orElseThrow().secret(), user).orElseThrow();
  }

  private boolean isAnySealed() {
    return jdbc.sql("select 1 from authenticator_app limit 1")
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Whether the code is one of the secret that waits, which then waits no longer. */
  boolean confirm(UserId user, String code) {
    return isBegun(user)
        && take(user, code)
        && jdbc.sql("update authenticator_app set confirmed_at = :now where user_id = :user")
                .param("now", OffsetDateTime.now(clock))
                .param("user", user.value())
                .update()
            == 1;
  }

  boolean isBegun(UserId user) {
    return app(user).filter(app -> !app.confirmed()).isPresent();
  }

  boolean isConfirmed(UserId user) {
    return app(user).filter(App::confirmed).isPresent();
  }

  /** Whether the code is right and younger than any code taken before. */
  boolean take(UserId user, String code) {
    Optional<App> app = app(user);
    Optional<byte[]> opened = app.flatMap(known -> vault.open(known.secret(), user));
    if (opened.isEmpty() || !code.matches("[0-9]{6}")) {
      return false;
    }
    byte[] secret = opened.get();
    long now = clock.instant().getEpochSecond() / generator.getTimeStep().toSeconds();
    for (long step = now - STEPS_OFF; step <= now + STEPS_OFF; step++) {
      if (step > app.orElseThrow().lastStep() && isSame(code, code(secret, step))) {
        // Two requests with one code: the second finds the step gone.
        return jdbc.sql(
                    """
                    update authenticator_app
                    set last_step = :step
                    where user_id = :user and last_step < :step
                    """)
                .param("step", step)
                .param("user", user.value())
                .update()
            == 1;
      }
    }
    return false;
  }

  /** Before users find out that their codes are refused, and think that they are wrong. */
  @EventListener(ApplicationReadyEvent.class)
  void checkKey() {
    Optional<UserId> lost =
        jdbc.sql("select user_id, secret from authenticator_app order by user_id limit 1")
            .query(
                (row, number) -> {
                  UserId owner = new UserId(row.getObject("user_id", UUID.class));
                  return vault.isKeyOf(row.getBytes("secret"), owner)
                      ? Optional.<UserId>empty()
                      : Optional.of(owner);
                })
            .optional()
            .flatMap(found -> found);
    lost.ifPresent(
        owner ->
            LOG.error(
                "{} is not the key with which the secrets of authenticator apps were encrypted:"
                    + " their codes are refused, recovery codes and passkeys are not. Restore that"
                    + " file (setting diction.account.keys), or reset the second step of those"
                    + " users, the first of whom is {}",
                vault.file(),
                owner));
  }

  void forget(UserId user) {
    jdbc.sql("delete from authenticator_app where user_id = :user")
        .param("user", user.value())
        .update();
  }

  private String code(byte[] secret, long step) {
    Instant at = Instant.ofEpochSecond(step * generator.getTimeStep().toSeconds());
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(secret, generator.getAlgorithm()), at);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a key of bytes is always valid", e);
    }
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private Optional<App> app(UserId user) {
    return jdbc.sql(
            """
            select secret, last_step, confirmed_at
            from authenticator_app
            where user_id = :user
            """)
        .param("user", user.value())
        .query(
            (row, number) ->
                new App(
                    row.getBytes("secret"),
                    row.getLong("last_step"),
                    row.getObject("confirmed_at") != null))
        .optional();
  }
}

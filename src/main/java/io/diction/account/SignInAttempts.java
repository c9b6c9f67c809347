package io.diction.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows down guessing of passwords: failures of an account, existing or not, and of an address lock
 * it for twice as long each time.
 *
 * <p>An attempt counts as failed before the password is looked at and is taken back when it was
 * right: so many at the same time get no more guesses than one after the other.
 */
@Service
class SignInAttempts {
  /** What is counted, and how patiently. */
  private enum Kind {
    ACCOUNT(5, Duration.ofSeconds(30), Duration.ofMinutes(15)),
    /** An office may share one address, so it may be wrong more often and waits shorter. */
    ADDRESS(20, Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final int free;
    private final Duration first;
    private final Duration longest;

    Kind(int free, Duration first, Duration longest) {
      this.free = free;
      this.first = first;
      this.longest = longest;
    }

    Duration lock(int failures) {
      if (failures < free) {
        return Duration.ZERO;
      }
      Duration doubled = first.multipliedBy(1L << Math.min(20, failures - free));
      return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
  }

  private record Row(int failures, OffsetDateTime lastAt, OffsetDateTime lockedUntil) {}

  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  SignInAttempts(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Counts an attempt.
   *
   * @throws TooManyAttempts while the account or the address is locked; nothing is counted then
   */
  @Transactional
  void begin(String email, String address) {
    // Always in this order: two attempts cannot wait for each other.
    count(Kind.ACCOUNT, email(email));
    count(Kind.ADDRESS, network(address));
  }

  /** The attempt was right: the account starts anew, the address gets its attempt back. */
  @Transactional
  void succeeded(String email, String address) {
    jdbc.sql("delete from sign_in_attempt where subject = :subject")
        .param("subject", subject(Kind.ACCOUNT, email(email)))
        .update();
    jdbc.sql(
            """
            update sign_in_attempt
            set failures = failures - 1, locked_until = :now
            where subject = :subject and failures > 0
            """)
        .param("now", OffsetDateTime.now(clock))
        .param("subject", subject(Kind.ADDRESS, network(address)))
        .update();
  }

  /** Forgets what is too old to count. */
  @Transactional
  void forgetOld() {
    jdbc.sql("delete from sign_in_attempt where last_at < :before")
        .param("before", OffsetDateTime.now(clock).minus(FORGOTTEN_AFTER))
        .update();
  }

  private void count(Kind kind, String name) {
    String subject = subject(kind, name);
    OffsetDateTime now = OffsetDateTime.now(clock);
    jdbc.sql(
            """
            insert into sign_in_attempt (subject, failures, last_at, locked_until)
            values (:subject, 0, :now, :now)
            on conflict do nothing
            """)
        .param("subject", subject)
        .param("now", now)
        .update();
    Row row =
        jdbc.sql(
                """
                select failures, last_at, locked_until
                from sign_in_attempt
                where subject = :subject
                for update
                """)
            .param("subject", subject)
            .query(Row.class)
            .single();
    if (row.lockedUntil().isAfter(now)) {
      throw new TooManyAttempts(Duration.between(now, row.lockedUntil()));
    }
    boolean forgotten = row.lastAt().isBefore(now.minus(FORGOTTEN_AFTER));
    int failures = forgotten ? 1 : row.failures() + 1;
    jdbc.sql(
            """
            update sign_in_attempt
            set failures = :failures, last_at = :now, locked_until = :until
            where subject = :subject
            """)
        .param("failures", failures)
        .param("now", now)
        .param("until", now.plus(kind.lock(failures)))
        .param("subject", subject)
        .update();
  }

  private static String email(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /** One customer of a provider has a whole /64 of IPv6 addresses to guess from. */
  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private static String subject(Kind kind, String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((kind + " " + name).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

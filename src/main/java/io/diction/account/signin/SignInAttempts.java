package io.diction.account.signin;

import io.diction.identity.Sha256;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows down guessing: failures of an account from one network, of an account at all, existing or
 * not, and of a network at all make the next attempt wait, twice as long each time.
 *
 * <p>Nobody can keep an owner out by guessing: what is wrong elsewhere does not count in a network
 * from which the account was signed in to before.
 *
 * <p>An attempt counts as failed before the password is looked at and is taken back when it was
 * right: so many at the same time get no more guesses than one after the other.
 */
@Service
public class SignInAttempts {
  /** What is counted, and how patiently. */
  private enum Kind {
    ACCOUNT_HERE(5, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofDays(1)),
    /** From many networks at once; a person is never wrong so often. */
    ACCOUNT(50, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(1)),
    /** An office may share one address, so it may be wrong more often and waits shorter. */
    NETWORK(20, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofDays(1)),
    /** Sessions that strangers begin: nothing is guessed, only their number is bounded. */
    QUESTION(60, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(50));

    private final int free;
    private final Duration first;
    private final Duration longest;
    private final Duration forgotten;

    Kind(int free, Duration first, Duration longest, Duration forgotten) {
      this.free = free;
      this.first = first;
      this.longest = longest;
      this.forgotten = forgotten;
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
  private final KnownNetworks networks;
  private final Clock clock;

  SignInAttempts(JdbcClient jdbc, KnownNetworks networks, Clock clock) {
    this.jdbc = jdbc;
    this.networks = networks;
    this.clock = clock;
  }

  /**
   * Counts an attempt.
   *
   * @throws TooManyAttempts while the account or the network has to wait; nothing is counted then
   */
  @Transactional
  public void begin(String account, String address) {
    // Always in this order: two attempts cannot wait for each other.
    count(Kind.ACCOUNT_HERE, here(account, address));
    if (!networks.isKnown(here(account, address))) {
      count(Kind.ACCOUNT, key(account));
      // A colleague's wrong passwords do not keep out who was let in from here before.
      count(Kind.NETWORK, network(address));
    }
  }

  /** Counts a stranger who is asked for a passkey, in a session that has to be kept for that. */
  @Transactional
  void beginQuestion(String address) {
    count(Kind.QUESTION, network(address));
  }

  /** How long the account has to wait there; zero where it need not. */
  @Transactional(readOnly = true)
  Duration wait(String account, String address) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return jdbc.sql(
            """
            select max(locked_until)
            from sign_in_attempt
            where subject in (:subjects) and locked_until > :now
            """)
        .param(
            "subjects",
            List.of(
                subject(Kind.ACCOUNT_HERE, here(account, address)),
                subject(Kind.ACCOUNT, key(account))))
        .param("now", now)
        .query(OffsetDateTime.class)
        .optional()
        .map(until -> Duration.between(now, until))
        .orElse(Duration.ZERO);
  }

  /** The attempt was right: it counts nowhere, and the account is known here from now on. */
  @Transactional
  public void succeeded(String account, String address) {
    jdbc.sql("delete from sign_in_attempt where subject = :subject")
        .param("subject", subject(Kind.ACCOUNT_HERE, here(account, address)))
        .update();
    if (!networks.isKnown(here(account, address))) {
      giveBack(Kind.ACCOUNT, key(account));
      giveBack(Kind.NETWORK, network(address));
    }
    networks.remember(here(account, address));
  }

  /** Forgets what is too old to count. */
  @Transactional
  void forgetOld() {
    OffsetDateTime now = OffsetDateTime.now(clock);
    jdbc.sql("delete from sign_in_attempt where last_at < :before")
        .param("before", now.minus(FORGOTTEN_AFTER))
        .update();
    networks.forgetOld();
  }

  private void giveBack(Kind kind, String name) {
    jdbc.sql(
            """
            update sign_in_attempt
            set failures = failures - 1, locked_until = :now
            where subject = :subject and failures > 0
            """)
        .param("now", OffsetDateTime.now(clock))
        .param("subject", subject(kind, name))
        .update();
  }

  /** Makes the row where there is none; of two at once the other may have been right, and gone. */
  private Row locked(String subject, OffsetDateTime now) {
    Optional<Row> row = Optional.empty();
    while (row.isEmpty()) {
      jdbc.sql(
              """
              insert into sign_in_attempt (subject, failures, last_at, locked_until)
              values (:subject, 0, :now, :now)
              on conflict do nothing
              """)
          .param("subject", subject)
          .param("now", now)
          .update();
      row =
          jdbc.sql(
                  """
                  select failures, last_at as lastAt, locked_until as lockedUntil
                  from sign_in_attempt
                  where subject = :subject
                  for update
                  """)
              .param("subject", subject)
              .query(Row.class)
              .optional();
    }
    return row.get();
  }

  private void count(Kind kind, String name) {
    String subject = subject(kind, name);
    OffsetDateTime now = OffsetDateTime.now(clock);
    Row row = locked(subject, now);
    if (row.lockedUntil().isAfter(now)) {
      throw new TooManyAttempts(Duration.between(now, row.lockedUntil()));
    }
    boolean forgotten = row.lastAt().isBefore(now.minus(kind.forgotten));
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

  private static String here(String account, String address) {
    return key(account) + " " + network(address);
  }

  private static String key(String account) {
    return account.strip().toLowerCase(Locale.ROOT);
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
    return Sha256.of(kind + " " + name);
  }
}

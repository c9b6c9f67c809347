package io.diction.account.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class SignInAttemptsTest {
  @DataTest
  abstract static class Cases {
    private static final String ADDRESS = "192.0.2.1";

    private final SettableClock clock = new SettableClock();
    @Autowired private JdbcClient jdbc;
    private SignInAttempts attempts;

    @BeforeEach
    void setUp() {
      attempts = new SignInAttempts(jdbc, new KnownNetworks(jdbc, clock), clock);
    }

    @Test
    void makesAnAccountWaitAfterFiveFailuresTwiceAsLongEachTime() {
      fail(5, "uma@a.example", ADDRESS);
      List<Long> waits = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        waits.add(secondsToWait("uma@a.example", ADDRESS));
        clock.advance(Duration.ofSeconds(waits.get(i)));
        attempts.begin("uma@a.example", ADDRESS);
      }

      assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L);
    }

    @Test
    void countsTwoAtOnceOfWhichTheFirstIsRight() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      try {
        Callable<Void> signingIn =
            () -> {
              for (int i = 0; i < 300; i++) {
                attempts.begin("ben@twice.example", "203.0.113.77");
                attempts.succeeded("ben@twice.example", "203.0.113.77");
              }
              return null;
            };
        for (Future<Void> one : pool.invokeAll(List.of(signingIn, signingIn))) {
          assertThat(one.get()).isNull();
        }
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void letsNobodyKeepAnOwnerOutByGuessingElsewhere() {
      attempts.begin("uma@a.example", "203.0.113.7");
      attempts.succeeded("uma@a.example", "203.0.113.7");
      clock.advance(Duration.ofDays(30));

      for (int i = 0; i < 50; i++) {
        attempts.begin("uma@a.example", "198.51." + i + ".1");
      }

      assertThat(secondsToWait("uma@a.example", "198.51.100.99")).isEqualTo(30);
      assertThatCode(() -> attempts.begin("uma@a.example", "203.0.113.7"))
          .doesNotThrowAnyException();
    }

    @Test
    void letsAKnownUserInFromANetworkWhereOthersWereWrong() {
      attempts.begin("uma@a.example", ADDRESS);
      attempts.succeeded("uma@a.example", ADDRESS);
      for (int i = 0; i < 20; i++) {
        attempts.begin("colleague" + i + "@a.example", ADDRESS);
      }

      assertThat(secondsToWait("stranger@a.example", ADDRESS)).isPositive();
      assertThatCode(() -> attempts.begin("uma@a.example", ADDRESS)).doesNotThrowAnyException();
    }

    @Test
    void makesGuessingFromOneNetworkWaitThereAlone() {
      fail(5, "uma@a.example", ADDRESS);

      assertThat(secondsToWait("uma@a.example", ADDRESS)).isEqualTo(30);
      assertThatCode(() -> attempts.begin("uma@a.example", "203.0.113.7"))
          .doesNotThrowAnyException();
    }

    @Test
    void makesGuessingFromManyNetworksWaitLongerEachTimeUpToFiveMinutes() {
      for (int i = 0; i < 50; i++) {
        attempts.begin("uma@a.example", "198.51." + i + ".1");
      }
      List<Long> waits = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        waits.add(secondsToWait("uma@a.example", "192.0." + i + ".9"));
        clock.advance(Duration.ofSeconds(waits.get(i)));
        attempts.begin("uma@a.example", "192.0." + i + ".9");
      }

      assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
    }

    @Test
    void knowsANetworkForNinetyDays() {
      attempts.begin("uma@a.example", "203.0.113.7");
      attempts.succeeded("uma@a.example", "203.0.113.7");
      clock.advance(Duration.ofDays(91));
      for (int i = 0; i < 50; i++) {
        attempts.begin("uma@a.example", "198.51." + i + ".1");
      }

      assertThat(secondsToWait("uma@a.example", "203.0.113.7")).isEqualTo(30);
    }

    @Test
    void countsAnAccountHoweverItsAddressIsWritten() {
      fail(4, "uma@a.example", ADDRESS);
      attempts.begin(" UMA@a.example ", ADDRESS);

      assertThat(secondsToWait("uma@A.EXAMPLE", ADDRESS)).isEqualTo(30);
    }

    @Test
    void leavesOtherAccountsAlone() {
      fail(5, "uma@a.example", ADDRESS);

      assertThatCode(() -> attempts.begin("oren@a.example", ADDRESS)).doesNotThrowAnyException();
    }

    @Test
    void locksAnAddressThatTriesManyAccounts() {
      for (int i = 0; i < 20; i++) {
        attempts.begin("user" + i + "@a.example", ADDRESS);
      }

      assertThat(secondsToWait("another@a.example", ADDRESS)).isEqualTo(10);
      assertThatCode(() -> attempts.begin("another@a.example", "192.0.2.2"))
          .doesNotThrowAnyException();
    }

    @Test
    void countsANeighbourhoodOfIpv6AddressesAsOne() {
      for (int i = 0; i < 20; i++) {
        attempts.begin("user" + i + "@a.example", "2001:db8:1:2:" + i + "::1");
      }

      assertThat(secondsToWait("another@a.example", "2001:db8:1:2:ffff::9")).isEqualTo(10);
      assertThatCode(() -> attempts.begin("another@a.example", "2001:db8:1:3::1"))
          .doesNotThrowAnyException();
    }

    @Test
    void startsAnewAfterARightPassword() {
      fail(4, "uma@a.example", ADDRESS);
      attempts.begin("uma@a.example", ADDRESS);
      attempts.succeeded("uma@a.example", ADDRESS);

      assertThatCode(() -> fail(4, "uma@a.example", ADDRESS)).doesNotThrowAnyException();
    }

    @Test
    void neverLocksAnAddressWhoseAttemptsAreAllRight() {
      for (int i = 0; i < 50; i++) {
        attempts.begin("uma@a.example", ADDRESS);
        attempts.succeeded("uma@a.example", ADDRESS);
      }

      assertThatCode(() -> attempts.begin("uma@a.example", ADDRESS)).doesNotThrowAnyException();
    }

    @Test
    void forgetsAfterADay() {
      fail(4, "uma@a.example", ADDRESS);
      clock.advance(Duration.ofHours(25));
      fail(4, "uma@a.example", ADDRESS);
      assertThatCode(() -> attempts.begin("uma@a.example", ADDRESS)).doesNotThrowAnyException();

      clock.advance(Duration.ofHours(25));
      attempts.forgetOld();
      assertThat(jdbc.sql("select count(*) from sign_in_attempt").query(Integer.class).single())
          .isZero();
    }

    @Test
    void lets60StrangersBeAskedForAPasskeyAndThenAnother60AMinuteLater() {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 60; i++) {
          attempts.beginQuestion(ADDRESS);
        }
        assertThatThrownBy(() -> attempts.beginQuestion(ADDRESS))
            .isInstanceOf(TooManyAttempts.class);
        assertThatCode(() -> attempts.beginQuestion("192.0.2.2")).doesNotThrowAnyException();
        clock.advance(Duration.ofMinutes(1));
      }
    }

    @Test
    void tellsHowLongAnAccountHasToWait() {
      fail(4, "uma@a.example", ADDRESS);
      assertThat(attempts.wait("uma@a.example", ADDRESS)).isZero();
      fail(1, "uma@a.example", ADDRESS);

      assertThat(attempts.wait("Uma@a.example", ADDRESS)).isEqualTo(Duration.ofSeconds(30));
      assertThat(attempts.wait("uma@a.example", "192.0.2.2")).isZero();
    }

    private void fail(int times, String email, String address) {
      for (int i = 0; i < times; i++) {
        attempts.begin(email, address);
      }
    }

    private long secondsToWait(String email, String address) {
      List<Long> seconds = new ArrayList<>();
      assertThatThrownBy(() -> attempts.begin(email, address))
          .isInstanceOfSatisfying(TooManyAttempts.class, e -> seconds.add(e.seconds()));
      return seconds.get(0);
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}

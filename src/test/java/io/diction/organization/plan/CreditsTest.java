package io.diction.organization.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.organization.member.Users;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

class CreditsTest {
  // Each call its own transaction, as in the portal: concurrency is what is tested.
  @DataTest
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  @Import({Credits.class, Organizations.class, Users.class, OrganizationFixtures.class})
  abstract static class Cases {
    private static final String NOTE = "Radiology EN";

    @Autowired private Credits credits;
    @Autowired private OrganizationFixtures fixtures;

    @Test
    void reservesGivesBackAndUses() {
      SignedIn user = fixtures.user(Role.USER);
      OrganizationId organization = user.organization();
      OrganizationFixtures.grant(credits, organization, 2);
      UUID failed = Ids.next();
      UUID succeeded = Ids.next();

      credits.reserve(organization, failed, NOTE, user.user());
      credits.reserve(organization, succeeded, NOTE, user.user());
      assertThat(credits.balance(organization)).isZero();

      credits.giveBack(failed);
      credits.use(succeeded);
      assertThat(credits.balance(organization)).isEqualTo(1);
      assertThat(credits.history(organization, 4, 0))
          .as("what all but the grant is for")
          .extracting(Credits.Entry::note)
          .containsOnly(NOTE);
    }

    @Test
    void settlesAReservationOnce() {
      SignedIn user = fixtures.user(Role.USER);
      OrganizationFixtures.grant(credits, user.organization(), 1);
      UUID job = Ids.next();
      credits.reserve(user.organization(), job, NOTE, user.user());
      credits.reserve(user.organization(), job, NOTE, user.user());

      credits.use(job);
      credits.giveBack(job);
      credits.giveBack(job);

      assertThat(credits.balance(user.organization())).isZero();
    }

    @Test
    void givesNothingBackThatWasNotReserved() {
      OrganizationId organization = fixtures.organization();

      credits.giveBack(Ids.next());

      assertThat(credits.balance(organization)).isZero();
    }

    @Test
    void refusesWithoutCredits() {
      SignedIn user = fixtures.user(Role.USER);
      OrganizationId other = fixtures.organization();
      OrganizationFixtures.grant(credits, other, 5);

      assertThatThrownBy(() -> credits.reserve(user.organization(), Ids.next(), NOTE, user.user()))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NO_CLAIMS_AVAILABLE));
    }

    @Test
    void neverHandsOutMoreThanThereIs() throws Exception {
      SignedIn user = fixtures.user(Role.USER);
      OrganizationFixtures.grant(credits, user.organization(), 7);
      int threads = 4;
      CyclicBarrier start = new CyclicBarrier(threads);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(
            pool.submit(
                () -> {
                  start.await();
                  return reserved(user, 5);
                }));
      }
      int reserved = 0;
      for (Future<Integer> result : results) {
        reserved += result.get();
      }
      pool.shutdown();

      assertThat(reserved).isEqualTo(7);
      assertThat(credits.balance(user.organization())).isZero();
    }

    @Test
    void settlesOnceWhateverNodesSayAtOnce() throws Exception {
      SignedIn user = fixtures.user(Role.USER);
      OrganizationFixtures.grant(credits, user.organization(), 1);
      UUID job = Ids.next();
      credits.reserve(user.organization(), job, NOTE, user.user());
      CyclicBarrier start = new CyclicBarrier(4);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        boolean succeeded = i % 2 == 0;
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  if (succeeded) {
                    credits.use(job);
                  } else {
                    credits.giveBack(job);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        assertThat(one.get()).isNull();
      }
      pool.shutdown();

      assertThat(credits.history(user.organization(), 10, 0))
          .as("granted, reserved, and used or given back")
          .hasSize(3)
          .last()
          .extracting(Credits.Entry::kind)
          .isEqualTo(Credits.Kind.GRANTED);
      assertThat(credits.history(user.organization(), 10, 0).get(0).balance())
          .isEqualTo(credits.balance(user.organization()));
    }

    private int reserved(SignedIn user, int attempts) {
      int reserved = 0;
      for (int i = 0; i < attempts; i++) {
        try {
          credits.reserve(user.organization(), Ids.next(), NOTE, user.user());
          reserved++;
        } catch (Refusal e) {
          assertThat(e.code()).isEqualTo(ErrorCode.NO_CLAIMS_AVAILABLE);
        }
      }
      return reserved;
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}

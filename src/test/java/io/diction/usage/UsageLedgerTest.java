package io.diction.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.organization.member.Users;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.transcription.SessionTranscribed;
import io.diction.usage.UsageLines.Line;
import io.diction.usage.UsageSums.Sum;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

class UsageLedgerTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-20T12:00:00Z");
  private static final UsageRange NOVEMBER =
      new UsageRange(
          LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), ZoneId.of("Europe/Amsterdam"));

  // Each call its own transaction, as in the portal: concurrency is what is tested.
  @DataTest
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  @Import({
    UsageLedger.class,
    UsageSums.class,
    UsageEntries.class,
    UsageLines.class,
    UsageFixtures.class,
    Organizations.class,
    Users.class,
    OrganizationFixtures.class
  })
  abstract static class Cases {
    @Autowired private UsageLedger ledger;
    @Autowired private UsageSums sums;
    @Autowired private UsageLines export;
    @Autowired private UsageFixtures use;
    @Autowired private OrganizationFixtures people;
    @Autowired private ApplicationEventPublisher events;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JdbcClient jdbc;

    private SignedIn user;

    @BeforeEach
    void makeUser() {
      user = people.user(Role.USER);
    }

    private Sum total(SignedIn who) {
      return sums.total(UsageScope.own(who.organization()), NOVEMBER);
    }

    @Test
    void countsASessionOnceHoweverOftenItIsTold() {
      SessionTranscribed done = UsageFixtures.session(Ids.next(), null, null, user, 2, NOON);

      use.tell(done);
      use.tell(done);

      assertThat(total(user).sessions()).isEqualTo(1);
      assertThat(total(user).seconds()).isEqualTo(120);
    }

    @Test
    void countsNothingOfWhatIsRolledBackAndAllOnceItIsDoneAgain() {
      SessionTranscribed done = UsageFixtures.session(Ids.next(), null, null, user, 2, NOON);
      assertThatThrownBy(
              () ->
                  transaction.executeWithoutResult(
                      status -> {
                        events.publishEvent(done);
                        throw new IllegalStateException("the node dies");
                      }))
          .hasMessage("the node dies");
      assertThat(total(user).sessions()).isZero();

      use.tell(done);

      assertThat(total(user).sessions()).isEqualTo(1);
    }

    @Test
    void refusesToCountOutsideTheTransactionOfTheSession() {
      assertThatThrownBy(
              () ->
                  events.publishEvent(UsageFixtures.session(Ids.next(), null, null, user, 2, NOON)))
          .hasMessageContaining("transaction");
      assertThat(total(user).sessions()).isZero();
    }

    @Test
    void countsEachSessionOnceWhenNodesEndThemAtOnce() throws Exception {
      int nodes = 4;
      List<SessionTranscribed> all = new ArrayList<>();
      for (int session = 0; session < 25; session++) {
        all.add(UsageFixtures.session(Ids.next(), null, null, user, 1, NOON));
      }
      CyclicBarrier start = new CyclicBarrier(nodes);
      ExecutorService pool = Executors.newFixedThreadPool(nodes);
      List<Future<?>> ended = new ArrayList<>();
      for (int node = 0; node < nodes; node++) {
        ended.add(
            pool.submit(
                () -> {
                  start.await();
                  all.forEach(use::tell);
                  return null;
                }));
      }
      for (Future<?> one : ended) {
        one.get();
      }
      pool.shutdown();

      assertThat(total(user).sessions()).isEqualTo(25);
      assertThat(total(user).seconds()).isEqualTo(25 * 60);
    }

    @Test
    void knowsWhoseAModelWasThatIsDeletedWhileASessionRuns() {
      SignedIn reseller = people.user(Role.RESELLER);
      use.tell(
          UsageFixtures.session(Ids.next(), Ids.next(), reseller.organization(), user, 3, NOON));

      assertThat(sums.models(UsageScope.customers(reseller.organization()), NOVEMBER, 10))
          .singleElement()
          .satisfies(
              sum -> {
                assertThat(sum.name()).isEqualTo("Medical EN (English)");
                assertThat(sum.seconds()).isEqualTo(180);
              });
    }

    @Test
    void tellsAResellerItsOwnModelsByNameAndOthersByNone() {
      OrganizationId reseller = people.user(Role.RESELLER).organization();
      SignedIn customer = people.user(people.organization(reseller, Limits.NONE), Role.USER);
      use.tell(UsageFixtures.session(Ids.next(), UUID.randomUUID(), null, customer, 3, NOON));
      use.tell(UsageFixtures.session(Ids.next(), null, null, customer, 4, NOON));
      use.tell(UsageFixtures.session(Ids.next(), null, null, user, 5, NOON));
      UsageScope scope = UsageScope.customers(reseller);

      assertThat(sums.total(scope, NOVEMBER).seconds()).isEqualTo(7 * 60);
      assertThat(sums.models(scope, NOVEMBER, 10))
          .extracting(Sum::name, Sum::gone)
          .containsExactly(tuple("English 20160629", false), tuple("", false));
      List<Line> lines = new ArrayList<>();
      export.each(scope, NOVEMBER, lines::add);
      assertThat(lines).extracting(Line::user).containsOnly(new UsageLines.Named("", ""));
      assertThat(lines).extracting(Line::users).containsOnly(1L);
    }

    @Test
    void tellsApartWhatHasOneName() {
      SignedIn namesake = people.user(user.organization(), Role.USER);
      jdbc.sql("update app_user set display_name = 'Ann Lee' where id in (:ids)")
          .param("ids", List.of(user.user().value(), namesake.user().value()))
          .update();
      UUID deleted = Ids.next();
      UUID other = Ids.next();
      use.tell(UsageFixtures.session(Ids.next(), deleted, null, user, 3, NOON));
      use.tell(UsageFixtures.session(Ids.next(), other, null, namesake, 2, NOON));
      UsageScope scope = UsageScope.own(user.organization());

      assertThat(sums.users(scope, NOVEMBER, 10))
          .extracting(Sum::name, Sum::apart)
          .containsExactly(
              tuple("Ann Lee", OrganizationFixtures.email(user.user())),
              tuple("Ann Lee", OrganizationFixtures.email(namesake.user())));
      assertThat(sums.models(scope, NOVEMBER, 10))
          .extracting(Sum::name, Sum::apart, Sum::gone)
          .containsExactly(
              tuple("Medical EN (English)", deleted.toString().substring(24), true),
              tuple("Medical EN (English)", other.toString().substring(24), true));
      List<Line> lines = new ArrayList<>();
      export.each(scope, NOVEMBER, lines::add);
      assertThat(lines)
          .extracting(line -> line.user().id(), line -> line.model().id())
          .containsExactlyInAnyOrder(
              tuple(user.user().toString(), deleted.toString()),
              tuple(namesake.user().toString(), other.toString()));
    }

    @Test
    void tellsTheOwnerOfAModelAlone() {
      UUID model = Ids.next();
      use.tell(UsageFixtures.session(Ids.next(), model, user.organization(), user, 3, NOON));
      SignedIn stranger = people.user(Role.RESELLER);

      assertThat(
              sums.total(
                      UsageScope.model(new CustomModelId(model), stranger.organization()), NOVEMBER)
                  .sessions())
          .isZero();
      assertThat(sums.seconds(stranger.organization(), List.of(model))).isEmpty();
    }

    @Test
    void countsDaysAsTheyAreWhereTheReaderIs() {
      use.transcribedWithBase(user, 1, OffsetDateTime.parse("2026-10-31T22:59:59Z"));
      use.transcribedWithBase(user, 2, OffsetDateTime.parse("2026-10-31T23:00:00Z"));
      use.transcribedWithBase(user, 4, OffsetDateTime.parse("2026-11-15T23:30:00Z"));
      use.transcribedWithBase(user, 8, OffsetDateTime.parse("2026-11-30T22:59:59Z"));
      use.transcribedWithBase(user, 16, OffsetDateTime.parse("2026-11-30T23:00:00Z"));

      assertThat(sums.steps(UsageScope.own(user.organization()), NOVEMBER))
          .containsExactly(
              new UsageSums.Day(LocalDate.of(2026, 11, 1), 1, 120),
              new UsageSums.Day(LocalDate.of(2026, 11, 16), 1, 240),
              new UsageSums.Day(LocalDate.of(2026, 11, 30), 1, 480));
    }

    @Test
    void countsDaysOfZonesWithAFixedOffset() {
      use.transcribedWithBase(user, 1, OffsetDateTime.parse("2026-11-15T18:29:59Z"));
      use.transcribedWithBase(user, 2, OffsetDateTime.parse("2026-11-15T18:30:00Z"));
      use.transcribedWithBase(user, 4, OffsetDateTime.parse("2026-12-01T04:59:59Z"));

      assertThat(days("+05:30"))
          .containsExactly(
              new UsageSums.Day(LocalDate.of(2026, 11, 15), 1, 60),
              new UsageSums.Day(LocalDate.of(2026, 11, 16), 1, 120));
      assertThat(days("Etc/GMT+5"))
          .containsExactly(
              new UsageSums.Day(LocalDate.of(2026, 11, 15), 2, 180),
              new UsageSums.Day(LocalDate.of(2026, 11, 30), 1, 240));
    }

    private List<UsageSums.Day> days(String zone) {
      return sums.steps(
          UsageScope.own(user.organization()),
          new UsageRange(NOVEMBER.from(), NOVEMBER.to(), ZoneId.of(zone)));
    }

    @Test
    void addsWhatAnotherReleaseLeftOutAndNothingTwice() {
      UUID told = Ids.next();
      OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
      use.tell(UsageFixtures.session(told, null, null, user, 1, now));
      jdbc.sql("update stt_session set transcript_sha256 = 'a' where id = :id")
          .param("id", told)
          .update();
      session(Ids.next(), now, "b");
      session(Ids.next(), now, null);

      assertThat(ledger.addMissing()).isEqualTo(1);
      assertThat(ledger.addMissing()).isZero();
    }

    private void session(UUID id, OffsetDateTime at, String transcript) {
      jdbc.sql(
              """
              insert into stt_session (
                id, kind, organization_id, user_id, name, locale, model_label, model_hash,
                audio_sha256, audio_bytes, audio_ms, job_id, state, transcript_sha256, created_at)
              values (
                :id, 'TRANSCRIPTION', :organization, :user, 'a.wav', 'en-US', 'English', 'h', 'a',
                1, 60000, :id, 'SUCCEEDED', :transcript, :at)
              """)
          .param("id", id)
          .param("organization", user.organization().value())
          .param("user", user.user().value())
          .param("transcript", transcript)
          .param("at", at)
          .update();
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}

package io.diction.sharing;

import static io.diction.custommodel.CustomModelFixtures.BETTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.custommodel.AccessEnded.Reason;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelArchive;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.custommodel.UsableModel;
import io.diction.custommodel.VersionDeletion;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.identity.OrganizationId;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.sharing.Assignment.Use;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import io.diction.testing.SettableClock;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

class SharingTest {
  private static final Assignment OPTIONAL = new Assignment(Use.OPTIONAL, Permission.USE);
  private static final Assignment DEFAULT = new Assignment(Use.DEFAULT, Permission.USE);

  @Nested
  @PortalTest
  @TestPropertySource(properties = "diction.jobs.here=false")
  class H2Test extends Cases {}

  @Nested
  @PortalTest
  @TestPropertySource(properties = "diction.jobs.here=false")
  @OnPostgres
  class PostgresTest extends Cases {}

  @Import(SharingFixtures.class)
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private CustomModelFixtures fixtures;
    @Autowired private CustomModels models;
    @Autowired private ModelAccess access;
    @Autowired private ModelArchive archive;
    @Autowired private Versions versions;
    @Autowired private Sharing sharing;
    @Autowired private VersionDeletion deletion;
    @Autowired private OfferedVersions offered;
    @Autowired private ShareEnds ends;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;
    @Autowired private SettableClock clock;

    private SignedIn reseller;
    private SignedIn customer;
    private SignedIn other;
    private CustomModelId model;

    @BeforeEach
    void signIn() {
      reseller = people.user(Role.RESELLER);
      customer = customer();
      other = customer();
      model = fixtures.trained(reseller, "Medical EN");
    }

    private SignedIn customer() {
      OrganizationId organization = people.organization(reseller.organization(), Limits.NONE);
      return people.user(organization, Role.ORGADMIN);
    }

    private void share(CustomModelId id, Assignment how, SignedIn... with) {
      List<UUID> organizations = Stream.of(with).map(one -> one.organization().value()).toList();
      assertThat(sharing.assign(id, organizations, how, reseller)).hasSize(with.length);
    }

    private Holder holder(CustomModelId id, SignedIn of) {
      return access.find(id, of).orElseThrow();
    }

    private boolean uses(SignedIn who) {
      return versions.findUsable(who.organization(), model).isPresent();
    }

    private List<String> audited(SignedIn who) {
      return jdbc.sql("select action from audit_entry where organization_id = :organization")
          .param("organization", who.organization().value())
          .query(String.class)
          .list();
    }

    private List<String> told(SignedIn who) {
      return jdbc.sql("select kind from notification where user_id = :user order by created_at, id")
          .param("user", who.user().value())
          .query(String.class)
          .list();
    }

    @Test
    void showsManyByPages() {
      List<SignedIn> many = new ArrayList<>(List.of(customer, other));
      for (int i = 0; i < 28; i++) {
        many.add(customer());
      }
      share(model, OPTIONAL, many.toArray(SignedIn[]::new));
      share(model, new Assignment(Use.OPTIONAL, Permission.VIEW), other);
      LocalDate day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().plusDays(3);
      var unused = sharing.removeAfter(model, customer.organization().value(), day, reseller);
      GridQuery first = GridQuery.first("name", "since", "until");

      GridPage<Holder> page = access.holders(model, first, reseller);
      GridPage<Holder> last = access.holders(model, first.withPage(7), reseller);

      assertThat(page.total()).isEqualTo(30);
      assertThat(page.rows()).hasSize(25);
      assertThat(last.query().page()).as("there is no seventh").isEqualTo(2);
      assertThat(Stream.concat(page.rows().stream(), last.rows().stream()))
          .extracting(Holder::organization)
          .containsExactlyInAnyOrderElementsOf(many.stream().map(SignedIn::organization).toList());
      assertThat(page.rows()).extracting(Holder::name).isSorted();
      assertThat(access.holders(model, first.sortedBy("until"), reseller).rows().get(0))
          .as("the first to end")
          .extracting(Holder::organization)
          .isEqualTo(customer.organization());
      Holder one = last.rows().get(3);
      assertThat(access.holders(model, List.of(one.organization()), reseller)).containsExactly(one);
      assertThat(access.count(model, Permission.USE, reseller)).isEqualTo(29);
      // Those who have it are not told who else does.
      assertThat(access.holders(model, first, customer).rows()).isEmpty();
      assertThat(access.holders(model, List.of(other.organization()), customer)).isEmpty();
      assertThat(access.count(model, Permission.USE, customer)).isZero();
      assertThatThrownBy(() -> access.holders(model, first, people.user(Role.RESELLER)))
          .isInstanceOf(NotFound.class);
    }

    @Test
    void givesAModelToManyAndTellsThem() {
      share(model, OPTIONAL, customer, other);

      assertThat(uses(customer)).isTrue();
      assertThat(uses(other)).isTrue();
      assertThat(access.holders(model)).hasSize(2).noneMatch(Holder::isDefault);
      assertThat(told(customer)).containsExactly("SHARE_GIVEN");
      assertThat(told(reseller)).isEmpty();
      assertThat(
              jdbc.sql("select count(*) from audit_entry where object_id = :id and action = :did")
                  .param("id", model.value())
                  .param("did", "custom-model.share")
                  .query(Long.class)
                  .single())
          .as("in the log of the owner and of each customer")
          .isEqualTo(4);
    }

    @Test
    void givesToNobodyElsesCustomers() {
      SignedIn stranger = people.user(Role.ORGADMIN);

      assertThatThrownBy(() -> share(model, OPTIONAL, customer, stranger))
          .isInstanceOf(NotFound.class);

      assertThat(uses(customer)).as("all or none").isFalse();
      SignedIn admin = people.user(reseller.organization(), Role.ORGADMIN);
      assertThatThrownBy(
              () ->
                  sharing.assign(model, List.of(customer.organization().value()), OPTIONAL, admin))
          .isInstanceOf(RightMissing.class);
      assertThatThrownBy(
              () ->
                  sharing.assign(model, List.of(other.organization().value()), OPTIONAL, customer))
          .isInstanceOf(NotFound.class);
    }

    @Test
    void letsASysopShareWithAnyOther() {
      SignedIn sysop = people.user(Role.SYSOP);
      CustomModelId own = fixtures.trained(sysop, "Own");
      SignedIn anyone = people.user(Role.USER);

      var given = sharing.assign(own, List.of(anyone.organization().value()), OPTIONAL, sysop);

      assertThat(given).hasSize(1);
      assertThat(versions.findUsable(anyone.organization(), own)).isPresent();
      assertThatThrownBy(
              () -> sharing.assign(own, List.of(sysop.organization().value()), OPTIONAL, sysop))
          .isInstanceOf(NotFound.class);
    }

    @Test
    void refusesADefaultThatCannotTranscribe() {
      assertThatThrownBy(() -> share(model, new Assignment(Use.DEFAULT, Permission.VIEW), customer))
          .isInstanceOf(Invalid.class);
      share(model, new Assignment(Use.OPTIONAL, Permission.VIEW), customer);

      assertThat(models.find(model, customer)).isPresent();
      assertThat(uses(customer)).isFalse();
    }

    @Test
    void hasOneDefaultForALanguageAndSaysWhatBecameOfIt() {
      CustomModelId second = fixtures.trained(reseller, "Legal EN");
      share(model, DEFAULT, customer);

      var given =
          sharing.assign(second, List.of(customer.organization().value()), DEFAULT, reseller);

      assertThat(given.get(0).replaced()).isEqualTo("Medical EN");
      assertThat(holder(model, customer).isDefault()).isFalse();
      assertThat(defaultOf(customer)).isEqualTo(second);
      var changed =
          sharing.assign(second, List.of(customer.organization().value()), OPTIONAL, reseller);
      assertThat(changed.get(0).isDefaultNoMore()).isTrue();
      assertThat(defaultOf(customer)).isNull();
      assertThat(told(customer))
          .containsExactlyInAnyOrder(
              "SHARE_GIVEN", "DEFAULT_SET", "SHARE_GIVEN", "DEFAULT_SET", "DEFAULT_GONE");
    }

    @Test
    void refusesADefaultThatCannotTranscribeNow() {
      CustomModelId untrained = fixtures.fed(reseller, "Untrained");
      CustomModelId old = fixtures.trained(reseller, "Old");
      fixtures.expire(old);
      share(model, DEFAULT, customer);

      for (CustomModelId id : List.of(untrained, old)) {
        assertThatThrownBy(() -> share(id, DEFAULT, customer)).isInstanceOf(WrongState.class);
        share(id, OPTIONAL, customer);
      }

      assertThat(holder(model, customer).isDefault()).as("still").isTrue();
    }

    @Test
    void keepsWhatATrainingSaidToTheOwner() {
      CustomModelId failed = fixtures.failed(reseller, "Failed");
      fixtures.refuseAutomaticStart(failed);
      share(failed, new Assignment(Use.OPTIONAL, Permission.VIEW), customer);

      ModelView seen = models.get(failed, customer);

      assertThat(models.get(failed, reseller).failure()).isNotNull();
      assertThat(models.get(failed, reseller).autoObstacle()).isNotNull();
      assertThat(seen.failure()).isNull();
      assertThat(seen.autoObstacle()).isNull();
      assertThat(seen.job()).isNull();
      assertThat(seen.stage()).isEmpty();
      assertThat(seen.startsByItself()).isFalse();
      assertThat(seen.hasNews()).isFalse();
    }

    private CustomModelId defaultOf(SignedIn who) {
      return Stream.of("Medical EN", "Legal EN")
          .flatMap(
              name ->
                  jdbc
                      .sql(
                          """
                          select a.model_id
                          from model_access a join custom_model m on m.id = a.model_id
                          where a.organization_id = :organization and a.default_for_language
                            and m.name = :name
                          """)
                      .param("organization", who.organization().value())
                      .param("name", name)
                      .query(UUID.class)
                      .list()
                      .stream())
          .map(CustomModelId::new)
          .findFirst()
          .orElse(null);
    }

    @Test
    void keepsOneDefaultWhenAdministratorsSetOneAtOnce() throws Exception {
      List<CustomModelId> candidates = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        candidates.add(fixtures.trained(reseller, "Candidate " + i));
      }
      List<UUID> organizations =
          List.of(customer.organization().value(), other.organization().value());
      CyclicBarrier start = new CyclicBarrier(candidates.size());
      ExecutorService pool = Executors.newFixedThreadPool(candidates.size());
      try {
        List<Future<?>> all = new ArrayList<>();
        for (CustomModelId candidate : candidates) {
          all.add(
              pool.submit(
                  () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return sharing.assign(candidate, organizations, DEFAULT, reseller);
                  }));
        }
        for (Future<?> one : all) {
          assertThat(one.get(60, TimeUnit.SECONDS)).isNotNull();
        }
      } finally {
        pool.shutdownNow();
      }
      for (SignedIn one : List.of(customer, other)) {
        assertThat(candidates.stream().filter(id -> holder(id, one).isDefault())).hasSize(1);
      }
    }

    @Test
    void servesTheVersionThatWasAcceptedThere() {
      share(model, OPTIONAL, customer, other);
      UsableModel first = versions.findUsable(customer.organization(), model).orElseThrow();
      VersionId newer = fixtures.retrain(model, reseller, BETTER).id();
      var following = offered.follow(model, true, other);
      assertThat(following.follows()).isTrue();
      assertThat(holder(model, customer).isOffered()).as("not in use at its owner").isFalse();

      versions.accept(model, newer, reseller);

      assertThat(versions.findUsable(customer.organization(), model)).contains(first);
      assertThat(models.get(model, customer).awaitingAcceptance()).isTrue();
      assertThat(offered.find(model, customer).orElseThrow().versions())
          .extracting(version -> version.number())
          .containsExactly(2, 1);
      assertThat(versions.findUsable(other.organization(), model).orElseThrow().number())
          .isEqualTo(2);
      assertThat(told(customer)).contains("VERSION_OFFERED");
      assertThat(told(other)).contains("VERSION_TAKEN");

      assertThat(offered.accept(model, newer, customer).number()).isEqualTo(2);

      assertThat(versions.findUsable(customer.organization(), model).orElseThrow().version())
          .isEqualTo(newer);
      assertThat(models.get(model, customer).awaitingAcceptance()).isFalse();
    }

    @Test
    void goesBackToTheVersionServedBefore() {
      share(model, OPTIONAL, customer, other);
      VersionId first = versions.accepted(model).orElseThrow().id();
      offered.follow(model, true, customer);
      VersionId second = fixtures.retrain(model, reseller, BETTER).id();
      versions.accept(model, second, reseller);
      VersionId third = fixtures.retrain(model, reseller, BETTER).id();
      versions.accept(model, third, reseller);
      assertThat(holder(model, customer).before()).isEqualTo(second);

      Holder back = offered.accept(model, second, customer);

      assertThat(back.version()).isEqualTo(second);
      assertThat(back.before()).isEqualTo(third);
      assertThat(back.follows()).as("the next one would come unasked").isFalse();
      assertThat(audited(customer)).contains("custom-model.roll-back-shared");
      assertThat(models.get(model, customer).awaitingAcceptance()).isTrue();
      assertThatThrownBy(() -> offered.accept(model, first, customer))
          .as("served longer ago")
          .isInstanceOf(WrongState.class);
      assertThatThrownBy(() -> offered.accept(model, second, other))
          .as("never served there")
          .isInstanceOf(WrongState.class);

      offered.accept(model, third, customer);
      jdbc.sql("update model_version set expires_at = created_at where id = :id")
          .param("id", second.value())
          .update();
      assertThat(offered.find(model, customer).orElseThrow().before()).as("expired").isNull();
      assertThatThrownBy(() -> offered.accept(model, second, customer))
          .isInstanceOf(WrongState.class);
      deletion.delete(model, second, reseller);
      assertThat(holder(model, customer).before()).as("deleted").isNull();
      assertThat(holder(model, customer).version()).isEqualTo(third);
    }

    @Test
    void letsOnlyAdministratorsWhoMayUseItChooseTheVersion() {
      share(model, OPTIONAL, customer);
      share(model, new Assignment(Use.OPTIONAL, Permission.VIEW), other);
      VersionId newer = fixtures.retrain(model, reseller, BETTER).id();
      assertThatThrownBy(() -> offered.accept(model, newer, customer))
          .as("not offered")
          .isInstanceOf(WrongState.class);
      versions.accept(model, newer, reseller);
      SignedIn user = people.user(customer.organization(), Role.USER);

      assertThatThrownBy(() -> offered.accept(model, newer, user)).isInstanceOf(NotAllowed.class);
      assertThatThrownBy(() -> offered.accept(model, newer, other)).isInstanceOf(NotAllowed.class);
      assertThatThrownBy(() -> offered.accept(model, newer, reseller)).isInstanceOf(NotFound.class);
    }

    @Test
    void takesTheFirstVersionByItself() {
      CustomModelId young = fixtures.fed(reseller, "Young");
      share(young, OPTIONAL, customer);
      assertThat(versions.findUsable(customer.organization(), young)).isEmpty();

      var made = fixtures.retrain(young, reseller, BETTER);
      assertThat(versions.findUsable(customer.organization(), young).orElseThrow().number())
          .isEqualTo(1);

      var second = fixtures.retrain(young, reseller, BETTER);
      versions.accept(young, second.id(), reseller);
      assertThat(holder(young, customer).version()).isEqualTo(made.id());
    }

    @Test
    void removesAtOnceAndSaysWhy() {
      share(model, DEFAULT, customer);

      Holder ended = sharing.remove(model, customer.organization().value(), reseller);

      assertThat(ended.isDefault()).isTrue();
      assertThat(uses(customer)).isFalse();
      assertThat(models.find(model, customer)).isEmpty();
      assertThat(ends.find(customer.organization(), model).orElseThrow().reason())
          .isEqualTo(Reason.REMOVED);
      assertThat(told(customer)).contains("SHARE_ENDED", "DEFAULT_GONE");
      assertThatThrownBy(() -> sharing.remove(model, customer.organization().value(), reseller))
          .isInstanceOf(NotFound.class);
    }

    @Test
    void removesAtTheEndOfADayWhereTheOrganizationIs() {
      zone(customer, "Pacific/Auckland");
      clock.set(Instant.parse("2027-04-02T22:30:00Z"));
      share(model, DEFAULT, customer);
      UUID organization = customer.organization().value();
      // There it is the third already; that night its clocks go back.
      assertThatThrownBy(
              () -> sharing.removeAfter(model, organization, LocalDate.of(2027, 4, 2), reseller))
          .isInstanceOf(Invalid.class);

      Holder ending = sharing.removeAfter(model, organization, LocalDate.of(2027, 4, 4), reseller);

      assertThat(ending.until().toInstant()).isEqualTo(Instant.parse("2027-04-04T12:00:00Z"));
      assertThat(ending.lastDay()).isEqualTo(LocalDate.of(2027, 4, 4));
      clock.set(Instant.parse("2027-04-04T11:59:59Z"));
      assertThat(uses(customer)).isTrue();
      clock.advance(Duration.ofSeconds(1));
      assertThat(uses(customer)).as("before any job ran").isFalse();
      assertThat(ends.find(customer.organization(), model)).isEmpty();

      DueRemovals.end(access);

      assertThat(ends.find(customer.organization(), model).orElseThrow().reason())
          .isEqualTo(Reason.DATE);
      assertThat(told(customer)).contains("SHARE_ENDING", "SHARE_ENDED", "DEFAULT_GONE");
      share(model, DEFAULT, customer);
      assertThat(holder(model, customer).until()).isNull();
    }

    private void zone(SignedIn who, String zone) {
      assertThat(
              jdbc.sql("update organization set time_zone = :zone where id = :id")
                  .param("zone", ZoneId.of(zone).getId())
                  .param("id", who.organization().value())
                  .update())
          .isEqualTo(1);
    }

    @Test
    void keepsWhatWasToBeRemoved() {
      share(model, OPTIONAL, customer);
      UUID organization = customer.organization().value();
      LocalDate today = clock.instant().atZone(ZoneId.of("UTC")).toLocalDate();
      var ending = sharing.removeAfter(model, organization, today, reseller);

      assertThat(sharing.keep(model, ending.organization().value(), reseller).until()).isNull();

      clock.advance(Duration.ofDays(2));
      DueRemovals.end(access);
      assertThat(uses(customer)).isTrue();
      assertThat(told(customer)).contains("SHARE_ENDING", "SHARE_KEPT");
    }

    @Test
    void archivesAndBringsBack() {
      share(model, DEFAULT, customer);

      archive.archive(model, reseller);

      assertThat(uses(customer)).isFalse();
      assertThat(uses(reseller)).as("hidden from selection").isFalse();
      assertThat(models.get(model, reseller).isArchived()).isTrue();
      assertThat(versions.list(model, reseller)).as("kept").hasSize(1);
      assertThat(ends.find(customer.organization(), model).orElseThrow().reason())
          .isEqualTo(Reason.ARCHIVED);
      assertThatThrownBy(() -> share(model, OPTIONAL, customer)).isInstanceOf(WrongState.class);
      assertThat(access.giveable(reseller)).noneMatch(one -> one.id().equals(model));

      archive.restore(model, reseller);

      assertThat(uses(reseller)).isTrue();
      assertThat(uses(customer)).isFalse();
      share(model, OPTIONAL, customer);
      assertThat(uses(customer)).isTrue();
    }

    @Test
    void refusesToArchiveWhatTrains() {
      CustomModelId running = fixtures.running(reseller, "Running");

      assertThatThrownBy(() -> archive.archive(running, reseller)).isInstanceOf(WrongState.class);
      SignedIn user = people.user(reseller.organization(), Role.USER);
      assertThatThrownBy(() -> archive.archive(model, user)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void tellsThoseWhoLoseADeletedModel() {
      share(model, DEFAULT, customer, other);

      models.delete(model, reseller);

      for (SignedIn one : List.of(customer, other)) {
        assertThat(uses(one)).isFalse();
        assertThat(ends.find(one.organization(), model).orElseThrow().reason())
            .isEqualTo(Reason.DELETED);
        assertThat(told(one)).contains("SHARE_ENDED", "DEFAULT_GONE");
      }
    }

    private static void atOnce(Runnable... deeds) throws Exception {
      CyclicBarrier start = new CyclicBarrier(deeds.length);
      ExecutorService pool = Executors.newFixedThreadPool(deeds.length);
      try {
        List<Future<?>> all = new ArrayList<>();
        for (Runnable deed : deeds) {
          all.add(
              pool.submit(
                  () -> {
                    start.await(30, TimeUnit.SECONDS);
                    deed.run();
                    return null;
                  }));
        }
        for (Future<?> one : all) {
          assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
        }
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void putsAVersionIntoUseWhileATrainingIsAskedFor() throws Exception {
      for (int round = 0; round < 3; round++) {
        VersionId next = fixtures.retrain(model, reseller, CustomModelFixtures.BETTER).id();
        fixtures.feed(model);

        atOnce(() -> versions.accept(model, next, reseller), () -> fixtures.queue(model));

        ModelView now = models.get(model, reseller);
        assertThat(now.acceptedVersion()).isEqualTo(next);
        assertThat(now.queued()).isTrue();
        fixtures.finish(model, reseller, CustomModelFixtures.BETTER);
      }
    }

    @Test
    void staysAtTheVersionThatItTookAsAFollower() throws Exception {
      share(model, OPTIONAL, customer);
      offered.follow(model, true, customer);
      VersionId second = fixtures.retrain(model, reseller, CustomModelFixtures.BETTER).id();
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<?> staying =
            transaction.execute(
                status -> {
                  // Holds the model until the end of this transaction.
                  versions.accept(model, second, reseller);
                  return pool.submit(() -> offered.follow(model, false, customer));
                });
        assertThat(staying.get(60, TimeUnit.SECONDS)).isNotNull();
      } finally {
        pool.shutdownNow();
      }

      assertThat(holder(model, customer).version()).isEqualTo(second);
      assertThat(holder(model, customer).follows()).isFalse();
    }

    @Test
    void archivesOnceWhenTwoDoItAtOnce() throws Exception {
      share(model, OPTIONAL, customer);

      atOnce(() -> archive.archive(model, reseller), () -> archive.archive(model, reseller));

      assertThat(told(customer).stream().filter("SHARE_ENDED"::equals)).hasSize(1);
      assertThat(
              jdbc.sql(
                      """
                      select count(*) from audit_entry
                      where object_id = :model and action = 'custom-model.archive'
                      """)
                  .param("model", model.value())
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);
    }

    @Test
    void takesAModelBackOrGivesItAnewWhenBothHappenAtOnce() throws Exception {
      share(model, DEFAULT, customer);
      UUID organization = customer.organization().value();

      atOnce(
          () -> {
            var unused = sharing.remove(model, organization, reseller);
          },
          () -> share(model, OPTIONAL, customer));

      // Whichever came last counts, wholly.
      boolean has = access.find(model, customer).isPresent();
      assertThat(uses(customer)).isEqualTo(has);
      assertThat(ends.find(customer.organization(), model)).isPresent();
    }

    @Test
    void sharesOrDeletesButNeverBoth() throws Exception {
      CyclicBarrier start = new CyclicBarrier(2);
      ExecutorService pool = Executors.newFixedThreadPool(2);
      try {
        Future<?> sharingOne =
            pool.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return sharing.assign(
                      model, List.of(customer.organization().value()), DEFAULT, reseller);
                });
        Future<?> deleting =
            pool.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  models.delete(model, reseller);
                  return null;
                });
        assertThat(deleting.get(60, TimeUnit.SECONDS)).isNull();
        try {
          assertThat(sharingOne.get(60, TimeUnit.SECONDS)).isNotNull();
          assertThat(ends.find(customer.organization(), model)).as("told of its end").isPresent();
        } catch (java.util.concurrent.ExecutionException tooLate) {
          assertThat(tooLate).hasCauseInstanceOf(NotFound.class);
        }
      } finally {
        pool.shutdownNow();
      }
      assertThat(models.find(model, customer)).isEmpty();
    }
  }
}

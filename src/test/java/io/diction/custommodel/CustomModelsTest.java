package io.diction.custommodel;

import static io.diction.custommodel.CustomModelFixtures.BETTER;
import static io.diction.custommodel.CustomModelFixtures.UNMEASURED;
import static io.diction.custommodel.CustomModelFixtures.WORSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import io.diction.vocabulary.VocabularyTerm;
import io.diction.vocabulary.VocabularyTerms;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionOperations;

class CustomModelsTest {
  @Nested
  @PortalTest
  class H2Test extends Cases {}

  @Nested
  @PortalTest
  @OnPostgres
  class PostgresTest extends Cases {}

  @Import({OrganizationFixtures.class, CustomModelFixtures.class})
  @RecordApplicationEvents
  abstract static class Cases {
    @Autowired private Clock clock;
    @Autowired private OrganizationFixtures people;
    @Autowired private CustomModelFixtures fixtures;
    @Autowired private CustomModels models;
    @Autowired private Versions versions;
    @Autowired private BaseModels baseModels;
    @Autowired private VocabularyTerms terms;
    @Autowired private TrainingStates states;
    @Autowired private ModelData data;
    @Autowired private ArrivedModels arrived;
    @Autowired private TransactionOperations transaction;
    @Autowired private JdbcClient jdbc;
    @Autowired private ApplicationEvents events;

    private SignedIn admin;
    private SignedIn stranger;

    @BeforeEach
    void signIn() {
      admin = people.user(Role.ORGADMIN);
      stranger = people.user(Role.ORGADMIN);
    }

    @Test
    void createsAModelThatIsNotRunning() {
      CustomModelId id =
          models.create(
              new ModelName(" <b>Medical</b> 🎙 "),
              "en-US",
              new ModelSettings("Ward\r\nwords", "Medical", false),
              admin);

      ModelView model = models.get(id, admin);
      assertThat(model.name()).isEqualTo("<b>Medical</b> 🎙");
      assertThat(model.description()).isEqualTo("Ward\nwords");
      assertThat(model.status()).isEqualTo(ModelStatus.NOT_RUNNING);
      assertThat(model.isEditable()).isTrue();
      assertThat(model.offersTraining()).isTrue();
      assertThat(model.createdAt()).isEqualTo(model.modifiedAt());
      assertThat(audited(id)).containsExactly("custom-model.create");
    }

    @Test
    void knowsANameThatIsUsedAlreadyButTakesIt() {
      fixtures.model(admin, "Legal NL");

      assertThat(models.isNameUsed(" legal nl ", admin)).isTrue();
      assertThat(models.isNameUsed("legal nl", stranger)).isFalse();
      assertThat(fixtures.model(admin, "legal nl")).isNotNull();
    }

    @Test
    void refusesALanguageThatCannotBeTrained() {
      assertThatThrownBy(
              () ->
                  models.create(
                      new ModelName("A"), "xx-XX", new ModelSettings("", "", false), admin))
          .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void holdsThePlansLimit() {
      OrganizationId small = people.organization(null, new Limits(1, Long.MAX_VALUE));
      SignedIn user = people.user(small, Role.USER);
      assertThat(models.room(user).orElseThrow().isFull()).isFalse();
      fixtures.model(user, "first");

      assertThat(models.room(user)).contains(new CustomModels.Room(1, 1));
      assertThat(models.room(admin)).isEmpty();
      assertThatThrownBy(() -> fixtures.model(user, "second"))
          .isInstanceOfSatisfying(
              Refusal.LimitReached.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_REACHED));
    }

    @Test
    void holdsThePlansLimitForAllWhoCreateAtOnce() throws Exception {
      OrganizationId small = people.organization(null, new Limits(2, Long.MAX_VALUE));
      SignedIn user = people.user(small, Role.USER);
      int threads = 5;
      CyclicBarrier start = new CyclicBarrier(threads);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        List<Future<Optional<Refusal>>> tries = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          tries.add(
              pool.submit(
                  () -> {
                    start.await();
                    return Refusal.of(() -> fixtures.model(user, "at once"));
                  }));
        }
        int refused = 0;
        for (Future<Optional<Refusal>> one : tries) {
          refused += one.get(30, TimeUnit.SECONDS).isPresent() ? 1 : 0;
        }
        assertThat(refused).isEqualTo(3);
      } finally {
        pool.shutdownNow();
      }
      assertThat(models.own(user)).isEqualTo(2);
    }

    @Test
    void followsATrainingToItsEnd() {
      CustomModelId id = fixtures.model(admin, "Court");
      data.dataChanged(id, true);
      assertThat(models.get(id, admin).status()).isEqualTo(ModelStatus.READY_TO_RUN);

      fixtures.queue(id);
      assertThat(models.get(id, admin).queued()).isTrue();
      assertThat(models.get(id, admin).offersTraining()).isFalse();

      states.started(id);
      states.started(id);
      ModelView before = models.get(id, admin);
      states.progress(id, 0.426, "align");
      ModelView running = models.get(id, admin);
      assertThat(running.status()).isEqualTo(ModelStatus.RUNNING);
      assertThat(running.percent()).isEqualTo(42);
      assertThat(running.stage()).isEqualTo("align");
      assertThat(running.modifiedAt()).isEqualTo(before.modifiedAt());

      NewVersion made = fixtures.version(admin.organization(), BETTER);
      ModelVersion version = states.succeeded(id, made);
      assertThat(states.succeeded(id, made).id()).isEqualTo(version.id());

      ModelView trained = models.get(id, admin);
      assertThat(trained.status()).isEqualTo(ModelStatus.SUCCESS);
      assertThat(trained.acceptedVersion()).isEqualTo(version.id());
      assertThat(trained.offersTraining()).isFalse();
      assertThat(trained.progress()).isZero();
      assertThat(versions.usable(admin.organization(), english()))
          .extracting(UsableModel::id)
          .contains(id);
      assertThat(events.stream(VersionAccepted.class)).hasSize(1);
    }

    private Language english() {
      return baseModels.findLanguage("en-US").orElseThrow();
    }

    private ModelVersion read(CustomModelId id) {
      return versions.list(id, admin).get(0);
    }

    @ParameterizedTest
    @CsvSource({"better,true", "worse,false", "unmeasured,true"})
    void acceptsAFirstVersionByItselfUnlessTheBaseModelIsBetter(String measured, boolean accepted) {
      Metrics metrics =
          Map.of("better", BETTER, "worse", WORSE, "unmeasured", UNMEASURED).get(measured);
      CustomModelId id = fixtures.running(admin, "First");

      fixtures.succeed(id, admin, metrics);

      ModelView model = models.get(id, admin);
      assertThat(model.acceptedVersion() != null).isEqualTo(accepted);
      assertThat(model.awaitingAcceptance()).isEqualTo(!accepted);
      assertThat(versions.findUsable(admin.organization(), id).isPresent()).isEqualTo(accepted);
    }

    @Test
    void waitsForSomebodyToAcceptALaterVersion() {
      CustomModelId id = fixtures.trained(admin, "Court");
      VersionId first = versions.accepted(id).orElseThrow().id();
      ModelVersion second = fixtures.retrain(id, admin, BETTER);
      assertThat(second.number()).isEqualTo(2);
      assertThat(models.get(id, admin).awaitingAcceptance()).isTrue();
      assertThat(models.get(id, admin).acceptedVersion()).isEqualTo(first);

      versions.accept(id, second.id(), admin);
      assertThat(models.get(id, admin).awaitingAcceptance()).isFalse();
      assertThat(versions.accepted(id).orElseThrow().number()).isEqualTo(2);

      versions.accept(id, first, admin);
      assertThat(versions.accepted(id).orElseThrow().number()).isEqualTo(1);
      assertThat(audited(id)).contains("custom-model.accept", "custom-model.roll-back");
    }

    @Test
    void keepsTheServingVersionWhileARetrainingRunsOrFails() {
      CustomModelId id = fixtures.trained(admin, "Court");
      data.dataChanged(id, true);
      assertThat(models.get(id, admin).offersTraining()).isTrue();
      fixtures.queue(id);
      states.started(id);
      assertThat(versions.findUsable(admin.organization(), id)).isPresent();
      fixtures.share(id, stranger.organization(), Permission.USE);
      assertThat(versions.findUsable(stranger.organization(), id)).isPresent();
      assertThat(models.accesses(id, admin)).hasSize(1);

      states.failed(id, ErrorCode.INTERNAL_ERROR, "reference 12");

      assertThat(models.get(id, admin).status()).isEqualTo(ModelStatus.FAILED);
      assertThat(models.get(id, admin).errorText()).isEqualTo("reference 12");
      assertThat(versions.findUsable(admin.organization(), id)).isPresent();
    }

    @Test
    void trainsAnExpiredModelAgainWithNothingNewInIt() {
      CustomModelId id = fixtures.trained(admin, "Court");
      assertThatThrownBy(() -> states.requireTrainable(id, admin)).isInstanceOf(WrongState.class);

      fixtures.expire(id);
      assertThat(models.get(id, admin).offersTraining(OffsetDateTime.now(clock))).isTrue();
      states.requireTrainable(id, admin);
      fixtures.queue(id);

      assertThat(models.get(id, admin).queued()).isTrue();
    }

    @Test
    void offersNoTrainingOfAnExpiredModelThatCameWithoutData() {
      CustomModelId id = new CustomModelId(Ids.next());
      NewVersion made = fixtures.version(admin.organization(), BETTER);
      transaction.executeWithoutResult(
          status -> arrived.add(id, Ids.next(), "Bought", "en-US", made, admin));
      fixtures.expire(id);

      assertThat(models.get(id, admin).offersTraining(OffsetDateTime.now(clock))).isFalse();
      data.dataChanged(id, true);
      assertThat(models.get(id, admin).offersTraining(OffsetDateTime.now(clock))).isTrue();
    }

    @Test
    void offersAnExpiredVersionToNobody() {
      CustomModelId id = fixtures.trained(admin, "Old");
      jdbc.sql("update model_version set expires_at = created_at where model_id = :id")
          .param("id", id.value())
          .update();

      assertThat(versions.findUsable(admin.organization(), id)).isEmpty();
      assertThatThrownBy(() -> versions.accept(id, read(id).id(), admin))
          .isInstanceOf(WrongState.class);
    }

    @ParameterizedTest
    @CsvSource({"queued,READY_TO_RUN", "running,READY_TO_RUN"})
    void goesBackWhenATrainingIsCancelled(String state, ModelStatus after) {
      CustomModelId id =
          state.equals("queued") ? fixtures.queued(admin, "A") : fixtures.running(admin, "A");

      states.cancelled(id);

      assertThat(models.get(id, admin).status()).isEqualTo(after);
      assertThat(models.get(id, admin).isLocked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"queued", "running"})
    void standsStillWhileQueuedOrRunning(String state) {
      CustomModelId id =
          state.equals("queued") ? fixtures.queued(admin, "A") : fixtures.running(admin, "A");

      List<Runnable> changes =
          List.of(
              () -> models.rename(id, "B", admin),
              () -> models.change(id, new ModelSettings("", "", true), admin),
              () -> models.delete(id, admin),
              () -> data.requireEditable(id, admin),
              () -> states.requireTrainable(id, admin),
              () -> terms.add(id, "stent", "", "", 1, admin),
              () -> terms.addAll(id, "stent", admin));
      for (Runnable change : changes) {
        assertThatThrownBy(change::run)
            .isInstanceOfSatisfying(
                WrongState.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
      }
    }

    @Test
    void explainsThatThereIsNothingToTrainOn() {
      CustomModelId id = fixtures.model(admin, "Empty");

      assertThatThrownBy(() -> states.requireTrainable(id, admin))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_ENOUGH_DATA));
      assertThat(states.findTrainable(id)).isEmpty();
    }

    @Test
    void isFedByOneVocabularyTermAndStarvedWithoutIt() {
      CustomModelId id = fixtures.model(admin, "Terms");
      terms.add(id, "metoprolol", "meta pro lol", "", 2, admin);
      assertThat(models.get(id, admin).status()).isEqualTo(ModelStatus.READY_TO_RUN);
      VocabularyTerm term = terms.all(admin.organization(), id).get(0);

      terms.delete(id, term.id(), admin);

      assertThat(models.get(id, admin).status()).isEqualTo(ModelStatus.NOT_RUNNING);
    }

    @Test
    void importsAndExportsItsVocabulary() {
      CustomModelId id = fixtures.model(admin, "Terms");
      terms.addAll(id, "stent\nangina\tan jye na\n", admin);

      VocabularyTerms.Import again =
          terms.addAll(id, "Stent\nANGINA\tan jye na\nlisinopril\n\u0007\n", admin);

      assertThat(again.added()).isEqualTo(1);
      assertThat(again.changed()).isEqualTo(2);
      assertThat(again.problems()).hasSize(1);
      assertThat(terms.export(id, admin))
          .isEqualTo(
              """
              term,sounds_like,phones,context,weight\r
              ANGINA,an jye na,,,1.0\r
              lisinopril,,,,1.0\r
              Stent,,,,1.0\r
              """);
      assertThatThrownBy(() -> terms.add(id, "STENT", "", "", 1, admin))
          .isInstanceOf(WrongState.class);
    }

    @Test
    void readsAVocabularyFromAFileInUtf8Alone() throws IOException {
      CustomModelId id = fixtures.model(admin, "Terms");
      byte[] utf8 = "Müller\n".getBytes(StandardCharsets.UTF_8);
      assertThat(terms.addAll(id, new ByteArrayInputStream(utf8), admin).added()).isEqualTo(1);

      for (byte[] bytes :
          List.of(
              "Müller\n".getBytes(StandardCharsets.ISO_8859_1),
              new byte[VocabularyTerms.LARGEST_LIST_BYTES + 1])) {
        assertThatThrownBy(() -> terms.addAll(id, new ByteArrayInputStream(bytes), admin))
            .isInstanceOf(Refusal.Invalid.class);
      }
    }

    @Test
    void deletesAModelForGood() {
      CustomModelId id = fixtures.trained(admin, "Gone");
      terms.addAll(id, "stent", admin);
      String artifact = versions.accepted(id).orElseThrow().made().artifact().sha256();
      assertThat(references(artifact)).isEqualTo(1);
      fixtures.share(id, stranger.organization(), Permission.USE);
      assertThat(models.sharedWith(id, admin))
          .containsExactly("Organization " + stranger.organization());

      models.delete(id, admin);

      assertThat(models.find(id, admin)).isEmpty();
      assertThat(models.find(id, stranger)).isEmpty();
      assertThat(terms.all(admin.organization(), id)).isEmpty();
      assertThat(versions.list(id, admin)).isEmpty();
      assertThat(references(artifact)).isZero();
      assertThat(audited(id)).contains("custom-model.delete");
      assertThat(events.stream(ModelDeleted.class))
          .containsExactly(new ModelDeleted(id, admin.organization(), "Gone", admin.user()));
    }

    private long references(String sha256) {
      return jdbc.sql(
              """
              select reference_count from blob
              where organization_id = :organization and sha256 = :hash
              """)
          .param("organization", admin.organization().value())
          .param("hash", sha256)
          .query(Long.class)
          .single();
    }

    @ParameterizedTest
    @CsvSource({
      "create,USER,yes",
      "create,ORGADMIN,yes",
      "create,RESELLER,yes",
      "create,SYSOP,yes",
      "edit,USER,yes",
      "edit,ORGADMIN,yes",
      "edit,RESELLER,yes",
      "edit,SYSOP,yes",
      "vocabulary,USER,yes",
      "vocabulary,ORGADMIN,yes",
      "vocabulary,RESELLER,yes",
      "vocabulary,SYSOP,yes",
      "train,USER,yes",
      "train,ORGADMIN,yes",
      "train,RESELLER,yes",
      "train,SYSOP,yes",
      "delete,USER,no",
      "delete,ORGADMIN,yes",
      "delete,RESELLER,yes",
      "delete,SYSOP,yes",
      "accept,USER,no",
      "accept,ORGADMIN,yes",
      "accept,RESELLER,yes",
      "accept,SYSOP,yes",
    })
    void allowsEachRoleWhatItMay(String action, Role role, String expected) {
      SignedIn who = people.user(admin.organization(), role);
      CustomModelId id = fixtures.trained(admin, "A");
      data.dataChanged(id, true);

      if (expected.equals("yes")) {
        act(action, id, who);
      } else {
        assertThatThrownBy(() -> act(action, id, who)).isInstanceOf(NotAllowed.class);
      }
    }

    @ParameterizedTest
    @CsvSource({"edit", "auto", "vocabulary", "import", "train", "delete", "accept", "data"})
    void showsNothingOfAModelToOtherOrganizations(String action) {
      CustomModelId id = fixtures.trained(admin, "Secret");

      assertThatThrownBy(() -> act(action, id, stranger)).isInstanceOf(NotFound.class);
      assertThat(models.find(id, stranger)).isEmpty();
      assertThat(versions.list(id, stranger)).isEmpty();
      assertThat(versions.findUsable(stranger.organization(), id)).isEmpty();
      assertThat(versions.usable(stranger.organization(), english())).isEmpty();
      assertThatThrownBy(() -> terms.export(id, stranger)).isInstanceOf(NotFound.class);
      assertThat(models.find(id, admin)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"edit", "auto", "vocabulary", "import", "train", "delete", "accept", "data"})
    void letsNobodyChangeASharedModel(String action) {
      CustomModelId id = fixtures.trained(admin, "Shared");
      fixtures.share(id, stranger.organization(), Permission.CONTRIBUTE);

      assertThatThrownBy(() -> act(action, id, stranger)).isInstanceOf(NotAllowed.class);
      ModelView seen = models.get(id, stranger);
      assertThat(seen.isOwn()).isFalse();
      assertThat(seen.offersTraining()).isFalse();
      assertThat(seen.ownerName()).isEqualTo("Organization " + admin.organization());
      assertThatThrownBy(() -> terms.export(id, stranger)).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @CsvSource({"VIEW,false", "USE,true", "CONTRIBUTE,true"})
    void letsACustomerUseASharedModelAsPermittedUntilTheShareEnds(
        Permission permission, boolean usable) {
      CustomModelId id = fixtures.trained(admin, "Shared");
      OrganizationId customer = stranger.organization();
      fixtures.share(id, customer, permission);
      assertThat(versions.findUsable(customer, id).isPresent()).isEqualTo(usable);

      fixtures.endShare(id, customer);

      assertThat(versions.findUsable(customer, id)).isEmpty();
      assertThat(models.find(id, stranger)).isEmpty();
    }

    @Test
    void acceptsNoVersionOfAnotherModel() {
      CustomModelId id = fixtures.trained(admin, "A");
      VersionId foreign = versions.accepted(fixtures.trained(stranger, "B")).orElseThrow().id();

      assertThatThrownBy(() -> versions.accept(id, foreign, admin)).isInstanceOf(NotFound.class);
    }

    @Test
    void deletesNoTermOfAnotherModel() {
      CustomModelId mine = fixtures.model(admin, "A");
      CustomModelId theirs = fixtures.model(stranger, "B");
      terms.add(theirs, "stent", "", "", 1, stranger);
      VocabularyTerm term = terms.all(stranger.organization(), theirs).get(0);

      assertThatThrownBy(() -> terms.delete(mine, term.id(), admin)).isInstanceOf(NotFound.class);
      assertThat(terms.all(stranger.organization(), theirs)).hasSize(1);
    }

    private void act(String action, CustomModelId id, SignedIn who) {
      switch (action) {
        case "create" -> fixtures.model(who, "New");
        case "edit" -> models.rename(id, "B", who);
        case "auto" -> models.change(id, new ModelSettings("", "", true), who);
        case "vocabulary" -> terms.add(id, "stent", "", "", 1, who);
        case "import" -> terms.addAll(id, "stent", who);
        case "train" -> states.requireTrainable(id, who);
        case "delete" -> models.delete(id, who);
        case "data" -> data.requireEditable(id, who);
        case "accept" -> versions.accept(id, versions.accepted(id).orElseThrow().id(), who);
        default -> throw new IllegalArgumentException(action);
      }
    }

    private List<String> audited(CustomModelId id) {
      return jdbc.sql("select action from audit_entry where object_id = :id order by at, id")
          .param("id", id.value())
          .query(String.class)
          .list();
    }
  }
}

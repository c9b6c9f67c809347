package io.diction.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.custommodel.VersionOrigin;
import io.diction.custommodel.VersionOrigins;
import io.diction.custommodel.Versions;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class, ModelFileFixtures.class})
class ModelFilesTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private ModelFileFixtures files;
  @Autowired private ModelExports exports;
  @Autowired private ModelImports imports;
  @Autowired private CustomModels customModels;
  @Autowired private Versions versions;
  @Autowired private VersionOrigins origins;
  @Autowired private TrainingStates training;
  @Autowired private SigningKey key;
  @Autowired private JdbcClient jdbc;

  private SignedIn giver;
  private SignedIn taker;

  @BeforeEach
  void meet() {
    giver = people.user(Role.ORGADMIN);
    taker = people.user(Role.ORGADMIN);
  }

  private List<String> audited(SignedIn who, CustomModelId model) {
    return jdbc.sql(
            "select action from audit_entry where organization_id = :o and object_id = :id order by id")
        .param("o", who.organization().value())
        .param("id", model.value())
        .query(String.class)
        .list();
  }

  private long waiting(SignedIn who) {
    return jdbc.sql("select count(*) from model_import where organization_id = :o")
        .param("o", who.organization().value())
        .query(Long.class)
        .single();
  }

  private long references(SignedIn who, String sha256) {
    return jdbc.sql("select reference_count from blob where organization_id = :o and sha256 = :s")
        .param("o", who.organization().value())
        .param("s", sha256)
        .query(Long.class)
        .single();
  }

  @Test
  void comeBackAsTheSameBytesWithTheirOrigin() throws Exception {
    ModelVersion version = files.trained(giver, "Gate control");

    byte[] file = files.exported(version, giver);
    UUID id = files.receive(file, taker);
    CustomModelId model = imports.take(id, null, "Gates", false, taker);

    assertThat(files.exported(version, giver)).as("the same each time").isEqualTo(file);
    ModelVersion made = versions.findByJob(id, taker.organization()).orElseThrow();
    assertThat(made.made())
        .usingRecursiveComparison()
        .ignoringFields("expiresAt")
        .isEqualTo(version.made());
    assertThat(made.made().expiresAt()).isEqualTo(version.made().expiresAt());
    ModelView view = customModels.get(model, taker);
    assertThat(view.name()).isEqualTo("Gates");
    assertThat(view.acceptedNumber()).isEqualTo(1);
    VersionOrigin origin = origins.of(model, taker).get(made.id());
    assertThat(origin.model()).isEqualTo("Gate control");
    assertThat(origin.number()).isEqualTo(1);
    assertThat(origin.fingerprint()).isEqualTo(key.fingerprint());
    assertThat(audited(giver, version.model())).contains("custom-model.export");
    assertThat(audited(taker, model)).contains("custom-model.create", "custom-model.import");
    assertThat(waiting(taker)).isZero();
    assertThat(references(taker, made.made().artifact().sha256())).isOne();
  }

  @Test
  void ofAnUnknownSignerWaitUntilSomebodyVouchesForThem() {
    UUID id = files.arrived(taker);

    assertThatThrownBy(() -> imports.take(id, null, "Ward", false, taker))
        .isInstanceOf(Invalid.class);
    assertThat(customModels.own(taker)).isZero();
    SignedIn user = people.user(taker.organization(), Role.USER);
    UUID theirs = files.arrived(user);
    assertThatThrownBy(() -> imports.take(theirs, null, "Ward", true, user))
        .isInstanceOf(RightMissing.class);
    imports.drop(theirs, user);
    CustomModelId model = imports.take(id, null, "Ward", true, taker);

    assertThat(origins.of(model, taker).values())
        .singleElement()
        .satisfies(
            origin -> {
              assertThat(origin.organization()).isEqualTo("Northwind Health Services");
              assertThat(origin.fingerprint()).isNotEqualTo(key.fingerprint()).hasSize(64);
            });
    assertThatThrownBy(() -> imports.take(id, null, "Ward", true, taker))
        .as("once")
        .isInstanceOf(NotFound.class);
  }

  /** Else whoever takes a file in and gives it out again would vouch for what others made. */
  @Test
  void stayOfAnUnknownSignerWhoeverSignsThemAnew() throws Exception {
    CustomModelId model = imports.take(files.arrived(giver), null, "Ward", true, giver);
    ModelVersion version = versions.list(model, giver).get(0);
    VersionOrigin first = origins.of(model, giver).get(version.id());

    UUID id = files.receive(files.exported(version, giver), taker);

    assertThat(imports.get(id, taker).fingerprint()).isEqualTo(key.fingerprint());
    assertThat(imports.get(id, taker).description().signers())
        .singleElement()
        .satisfies(
            signer -> {
              assertThat(signer.organization()).isEqualTo("Northwind Health Services");
              assertThat(signer.fingerprint()).isEqualTo(first.fingerprint());
              assertThat(signer.until()).isEqualTo(first.importedAt());
            });
    assertThat(imports.get(id, taker).description().trainedAt()).isEqualTo(first.trainedAt());
    assertThatThrownBy(() -> imports.take(id, null, "Ward", false, taker))
        .isInstanceOf(Invalid.class);
    CustomModelId second = imports.take(id, null, "Ward", true, taker);
    ModelVersion again = versions.list(second, taker).get(0);
    assertThat(origins.of(second, taker).get(again.id()).signers())
        .extracting(VersionOrigin.Signer::fingerprint)
        .containsExactly(first.fingerprint(), key.fingerprint());
    assertThat(origins.find(again.id(), taker.organization()))
        .hasValue(origins.of(second, taker).get(again.id()));
    UUID third = files.receive(files.exported(again, taker), giver);
    assertThat(imports.get(third, giver).description().signers()).hasSize(2);
  }

  @Test
  void nameTheFirstOfManySignersAndTheLast() {
    VersionOrigin.Signer first =
        new VersionOrigin.Signer("First", "Ward", 1, "a".repeat(64), imports.now());
    List<VersionOrigin.Signer> many = new ArrayList<>(List.of(first));
    while (many.size() < VersionOrigin.MOST_SIGNERS) {
      many.add(new VersionOrigin.Signer("Next", "Ward", 1, "b".repeat(64), imports.now()));
    }
    VersionOrigin origin =
        new VersionOrigin(
            "Last", "Ward", 1, "c".repeat(64), imports.now(), "Mira", imports.now(), many);

    assertThat(origin.signers()).hasSize(VersionOrigin.MOST_SIGNERS).first().isEqualTo(first);
    assertThat(origin.signers()).last().extracting("organization").isEqualTo("Last");
  }

  /** It may take minutes, and everybody else who writes would wait for it. */
  @Test
  void areReadInNoTransaction() throws Exception {
    ModelVersion version = files.trained(giver, "Gate control");

    assertThat(AopUtils.isAopProxy(exports)).as("nothing begins one around it").isFalse();
    files.exported(version, giver);

    assertThat(audited(giver, version.model())).contains("custom-model.export");
  }

  @Test
  void areFiveAtMostThatWait() {
    for (int i = 0; i < 5; i++) {
      files.arrived(taker);
    }

    assertThatThrownBy(() -> files.arrived(taker)).isInstanceOf(WrongState.class);
    assertThat(waiting(taker)).isEqualTo(5);
  }

  @Test
  void areNoVersionsOfAnArchivedModel() {
    CustomModelId model = models.trained(taker, "Ward");
    jdbc.sql("update custom_model set archived_at = current_timestamp where id = :id")
        .param("id", model.value())
        .update();
    UUID id = files.arrived(taker);

    assertThatThrownBy(() -> imports.take(id, model, "", true, taker)).isInstanceOf(NotFound.class);
  }

  @Test
  void becomeAnotherVersionThatWaitsAndOwnDataStaysNew() {
    CustomModelId model = models.trained(taker, "Ward");
    models.feed(model);

    imports.take(files.arrived(taker), model, "", true, taker);

    ModelView view = customModels.get(model, taker);
    assertThat(versions.list(model, taker)).extracting(ModelVersion::number).containsExactly(2, 1);
    assertThat(view.acceptedNumber()).isEqualTo(1);
    assertThat(view.awaitingAcceptance()).isTrue();
    assertThat(training.findTrainable(model)).isPresent();
  }

  @Test
  void wakeAModelWithoutData() {
    CustomModelId model = models.model(taker, "Ward");

    imports.take(files.arrived(taker), model, "", true, taker);

    assertThat(customModels.get(model, taker).acceptedNumber()).isEqualTo(1);
  }

  @Test
  void waitForATrainingUnderWayAndForRoomInThePlan() {
    CustomModelId model = models.running(taker, "Ward");
    UUID id = files.arrived(taker);

    assertThatThrownBy(() -> imports.take(id, model, "", true, taker))
        .isInstanceOf(WrongState.class);
    jdbc.sql("update organization set max_models = 1 where id = :id")
        .param("id", taker.organization().value())
        .update();
    assertThatThrownBy(() -> imports.take(id, null, "Another", true, taker))
        .isInstanceOf(LimitReached.class);
    assertThat(waiting(taker)).isOne();
  }

  @Test
  void goWhenTheyAreNotWantedOrForgotten() {
    UUID id = files.arrived(taker);
    String artifact = imports.get(id, taker).artifact().sha256();
    assertThatThrownBy(() -> imports.get(id, giver)).isInstanceOf(NotFound.class);

    imports.drop(id, taker);
    assertThat(references(taker, artifact)).isZero();

    files.arrived(taker);
    jdbc.sql("update model_import set created_at = created_at - interval '2' day").update();
    files.arrived(taker);
    assertThat(waiting(taker)).isOne();
    assertThat(references(taker, artifact)).isOne();
  }

  @Test
  void areNeitherGivenNorAddedToWhatIsOfOthers() {
    ModelVersion version = files.trained(giver, "Gate control");
    SignedIn admin = people.user(Role.ORGADMIN);
    UUID id = files.arrived(admin);

    assertThatThrownBy(() -> files.exported(version, admin)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> imports.take(id, version.model(), "", true, admin))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> files.exported(version, people.user(giver.organization(), Role.USER)))
        .isInstanceOf(NotAllowed.class);
  }
}

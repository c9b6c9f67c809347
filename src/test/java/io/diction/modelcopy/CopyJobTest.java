package io.diction.modelcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.VersionDeletion;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobFailure;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.CancelledException;
import io.diction.testing.HandContext;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Jobs are run by hand here. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class CopyJobTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private ModelCopies copies;
  @Autowired private CopyJob job;
  @Autowired private CustomModels models;
  @Autowired private Versions versions;
  @Autowired private VersionDeletion deletion;
  @Autowired private JdbcClient jdbc;

  private SignedIn giver;
  private SignedIn taker;
  private ModelVersion version;
  private ModelCopy copy;

  @BeforeEach
  void ask() {
    giver = people.user(Role.ORGADMIN);
    taker = people.user(Role.ORGADMIN);
    CustomModelId model = fixtures.trained(giver, "Gate control");
    version = versions.list(model, giver).get(0);
    copy = copies.copy(version.job(), "Copied", taker, giver);
  }

  private HandContext context(double until) {
    return new HandContext(giver.organization(), copy.id(), until, () -> {});
  }

  @Test
  void goesOnAfterItWasKilledAndMakesOneModel() throws Exception {
    assertThatThrownBy(() -> job.run(context(0.9))).isInstanceOf(CancelledException.class);
    assertThat(models.own(taker)).isZero();

    job.run(context(2));
    job.run(context(2));

    assertThat(models.own(taker)).isOne();
    assertThat(versions.findByJob(copy.id(), taker.organization()).orElseThrow().made())
        .isEqualTo(version.made());
    assertThat(copies.find(copy.id(), giver).orElseThrow().state()).isEqualTo(CopyState.DONE);
    assertThat(copies.find(copy.id(), taker)).as("it is the giver's operation").isEmpty();
  }

  @Test
  void keepsTheVersionUntilItHasCome() throws Exception {
    assertThatThrownBy(() -> deletion.delete(version.model(), version.id(), giver))
        .isInstanceOf(Refusal.WrongState.class);

    job.run(context(2));

    deletion.delete(version.model(), version.id(), giver);
    assertThat(versions.findByJob(copy.id(), taker.organization())).isPresent();
  }

  @Test
  void bringsNothingThatIsRefusedMeanwhile() throws Exception {
    copies.refuse(copy.id(), taker);

    job.run(context(2));

    assertThat(models.own(taker)).isZero();
    assertThat(copies.find(copy.id(), giver).orElseThrow().state()).isEqualTo(CopyState.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"max_models, limit_reached", "max_storage_bytes, storage_limit"})
  void failsWhereThePlanHasNoRoomForOneMore(String limit, String code) {
    jdbc.sql("update organization set " + limit + " = 0 where id = :id")
        .param("id", taker.organization().value())
        .update();

    assertThatThrownBy(() -> job.run(context(2)))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    assertThat(models.own(taker)).isZero();
    assertThat(copies.find(copy.id(), giver).orElseThrow().state().isUnderWay()).isTrue();
  }
}

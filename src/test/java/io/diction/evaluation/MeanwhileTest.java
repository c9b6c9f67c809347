package io.diction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.evaluation.run.TestRows;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.testing.HandContext;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of tests when what they are about is deleted at the same time. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({
  OrganizationFixtures.class,
  CustomModelFixtures.class,
  DatasetFixtures.class,
  ClipFixtures.class,
  EvaluationFixtures.class
})
class MeanwhileTest {
  /** Of one that waits for another's lock, or was refused and is gone. */
  private static final Set<Thread.State> WAITS =
      Set.of(
          Thread.State.WAITING,
          Thread.State.TIMED_WAITING,
          Thread.State.BLOCKED,
          Thread.State.TERMINATED);

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private DatasetFixtures datasetFixtures;
  @Autowired private ClipFixtures clips;
  @Autowired private EvaluationFixtures tests;
  @Autowired private CustomModels models;
  @Autowired private Datasets datasets;
  @Autowired private BaseModels baseModels;
  @Autowired private NewTests newTests;
  @Autowired private TestJob job;
  @Autowired private TestRows runs;
  @Autowired private Blobs blobs;
  @Autowired private StandingTests standing;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient jdbc;

  private SignedIn admin;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    admin = people.user(Role.ORGADMIN);
    model = fixtures.trained(admin, "Court");
  }

  @Test
  void endsOnRecordingsWhoseDatasetIsDeletedWhileItRuns() throws Exception {
    UUID dataset = datasetFixtures.mendable(model, admin, UUID.randomUUID());
    clips.add(dataset);
    jdbc.sql("update dataset set status = 'READY' where id = :id").param("id", dataset).update();
    UUID run =
        newTests.start(
            model,
            new NewTest(
                "",
                List.of("base:" + baseModels.trainable("en-US").get(0).id().value()),
                List.of(new DatasetId(dataset)),
                List.of()),
            admin);

    datasets.delete(model, new DatasetId(dataset), admin);
    job.run(new HandContext(admin.organization(), run));

    assertThat(runs.find(admin.organization(), run).orElseThrow().figures())
        .contains("\"utterances\":1");
  }

  @Test
  void endsOnRecordingsWhoseDatasetIsDeletedWhileTheyAreHeard() throws Exception {
    UUID dataset = datasetFixtures.mendable(model, admin, UUID.randomUUID());
    clips.add(dataset);
    jdbc.sql("update dataset set status = 'READY' where id = :id").param("id", dataset).update();
    jdbc.sql("update dataset_clip set purpose = 'TEST' where dataset_id = :id")
        .param("id", dataset)
        .update();
    UUID run =
        newTests.start(
            model,
            new NewTest(
                "",
                List.of("base:" + baseModels.trainable("en-US").get(0).id().value()),
                List.of(new DatasetId(dataset)),
                List.of()),
            admin);
    AtomicBoolean deleted = new AtomicBoolean();

    job.run(
        new HandContext(
            admin.organization(),
            run,
            Double.POSITIVE_INFINITY,
            () -> {
              datasets.delete(model, new DatasetId(dataset), admin);
              deleted.set(true);
            }));

    assertThat(deleted).isTrue();
    assertThat(runs.find(admin.organization(), run).orElseThrow().figures())
        .contains("\"utterances\":2");
    assertThat(blobs.usedBytes(admin.organization()))
        .as("the test keeps what it shows")
        .isPositive();
  }

  @Test
  void keepsTheStandingDataThatTwoChooseAtOnce() throws Exception {
    DatasetId dataset = new DatasetId(datasetFixtures.mendable(model, admin, UUID.randomUUID()));
    clips.add(dataset.value());
    clips.ready(dataset.value());
    FutureTask<Void> choosing =
        new FutureTask<>(() -> standing.set(model, List.of(dataset), admin), null);
    Thread other = new Thread(choosing);

    transaction.executeWithoutResult(
        status -> {
          standing.set(model, List.of(dataset), admin);
          other.start();
          await().until(() -> WAITS.contains(other.getState()));
        });

    assertThat(choosing.get(60, TimeUnit.SECONDS)).isNull();
    assertThat(standing.of(model)).containsExactly(dataset);
  }

  @RepeatedTest(3)
  void isThereWithItsModelOrNotAtAll() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<UUID> testing =
          pool.submit(
              () -> {
                start.await(30, TimeUnit.SECONDS);
                return tests.queued(model, admin);
              });
      Future<?> deleting =
          pool.submit(
              () -> {
                start.await(30, TimeUnit.SECONDS);
                models.delete(model, admin);
                return null;
              });
      assertThat(deleting.get(60, TimeUnit.SECONDS)).isNull();
      try {
        assertThat(runs.find(admin.organization(), testing.get(60, TimeUnit.SECONDS))).isEmpty();
      } catch (ExecutionException tooLate) {
        assertThat(tooLate).hasCauseInstanceOf(Refusal.class);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(runs.ofModel(model.value())).isEmpty();
    assertThat(blobs.usedBytes(admin.organization())).as("nothing is held for it").isZero();
  }
}

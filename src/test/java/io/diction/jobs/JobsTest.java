package io.diction.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.diction.identity.OrganizationId;
import io.diction.speech.CancelledException;
import io.diction.storage.StorageUnavailable;
import io.diction.testing.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JobsTest {
  private static final OrganizationId ONE = new OrganizationId(new UUID(1, 1));
  private static final OrganizationId TWO = new OrganizationId(new UUID(1, 2));

  private final Handler handler = new Handler();
  private final List<Task<?>> otherTasks = new ArrayList<>();
  private final List<SchedulerLifecycle> nodes = new ArrayList<>();
  private DataSource database;
  private TransactionTemplate transaction;
  private JobRows rows;
  private Jobs jobs;
  private JobDispatcher dispatcher;
  private SchedulerLifecycle node;

  DataSource database() {
    return Databases.h2("__root", "jobs");
  }

  @BeforeEach
  void makeNode() {
    database = database();
    transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    node = newNode();
  }

  @AfterEach
  void stopNodes() {
    handler.release.countDown();
    nodes.forEach(SchedulerLifecycle::stop);
  }

  @Test
  void runsASubmittedJobToItsEnd() {
    node.start();

    UUID job = submit(ONE);

    awaitState(job, JobState.SUCCEEDED);
    Job ended = get(job);
    assertThat(ended.fraction()).isEqualTo(1);
    assertThat(ended.stage()).isEqualTo("work");
    assertThat(ended.startedAt()).isNotNull();
    assertThat(ended.finishedAt()).isNotNull();
    assertThat(handler.ended).containsExactly(JobState.SUCCEEDED);
    assertThat(jobs.log(ONE, job, 0, 10))
        .extracting(JobLogLine::number, JobLogLine::line)
        .containsExactly(tuple(1, "subject " + ended.subject()));
    await().until(() -> count("scheduled_tasks where task_name = 'job'") == 0);
  }

  @Test
  void runsARecurringTaskOfAnotherModule() {
    CountDownLatch ran = new CountDownLatch(1);
    otherTasks.add(
        Tasks.recurring("other", FixedDelay.ofHours(1))
            .execute((instance, context) -> ran.countDown()));

    node.start();

    await().until(() -> ran.getCount() == 0);
  }

  @Test
  void runsNothingWhereTheSettingSaysSo() {
    SchedulerLifecycle pagesOnly = newNode(settings(false, Map.of()));

    pagesOnly.start();

    assertThat(pagesOnly.isRunning()).isFalse();
    assertThat(get(submit(ONE)).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void forgetsAJobWhoseTransactionIsRolledBack() {
    node.start();

    transaction.executeWithoutResult(
        status -> {
          jobs.submit("test", ONE, UUID.randomUUID());
          status.setRollbackOnly();
        });

    assertThat(count("job")).isZero();
  }

  /** One organization's hundred, each as long as it likes, against another's single one. */
  @Test
  void letsASingleJobOfAnotherOrganizationBeginWhereLongOnesHaveAllSlots() {
    handler.guests = 1;
    List<UUID> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(submit(ONE));
    }
    List<UUID> started = new ArrayList<>();
    dispatcher.dispatch((job, at) -> started.add(job));
    int slots = started.size();
    assertThat(many).containsAll(started).hasSizeGreaterThan(slots);

    UUID single = submit(TWO);
    UUID second = submit(TWO);
    UUID third = submit(new OrganizationId(new UUID(1, 3)));
    assertThat(jobs.place(TWO, single)).as("before all the others").isEqualTo(1);
    assertThat(jobs.places(TWO, "test", List.of(single, second, many.get(50))))
        .as("of its own alone")
        .containsOnlyKeys(single, second);
    dispatcher.dispatch((job, at) -> started.add(job));

    assertThat(started).hasSize(slots + 1).endsWith(single);
    dispatcher.dispatch((job, at) -> started.add(job));
    assertThat(started).as("no more than that").hasSize(slots + 1).doesNotContain(second, third);
  }

  @Test
  void refusesAnUnknownKind() {
    assertThatThrownBy(() -> jobs.submit("unknown", ONE, UUID.randomUUID()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endsAFailedJobWithItsCodeAndText() {
    handler.failure = new JobFailure("not_enough_data", "There is nothing\u0000 to train on.");
    node.start();

    UUID job = submit(ONE);

    awaitState(job, JobState.FAILED);
    assertThat(get(job).errorCode()).isEqualTo("not_enough_data");
    assertThat(get(job).errorText()).isEqualTo("There is nothing  to train on.");
    assertThat(handler.ended).containsExactly(JobState.FAILED);
  }

  @Test
  void writesAgainHowItEndedWhereSomebodyElseWasFaster() {
    handler.deadlocks.set(3);
    node.start();

    UUID job = submit(ONE);

    awaitState(job, JobState.SUCCEEDED);
    assertThat(handler.ended).containsExactly(JobState.SUCCEEDED);
    assertThat(handler.attempts).hasValue(1);
  }

  @Test
  void hidesADefectBehindAReference() {
    handler.failure = new IllegalStateException("secret detail");
    node.start();

    UUID job = submit(ONE);

    awaitState(job, JobState.FAILED);
    assertThat(get(job).errorCode()).isEqualTo("internal_error");
    assertThat(get(job).errorText()).doesNotContain("secret").startsWith("Reference: ");
  }

  @Test
  void cancelsAQueuedJobBeforeItRuns() {
    UUID job = submit(ONE);

    assertThat(jobs.cancel(TWO, job)).isFalse();
    assertThat(jobs.cancel(ONE, job)).isTrue();
    node.start();

    assertThat(get(job).state()).isEqualTo(JobState.CANCELLED);
    assertThat(handler.ended).containsExactly(JobState.CANCELLED);
    assertThat(handler.attempts.get()).isZero();
    assertThat(jobs.cancel(ONE, job)).isFalse();
  }

  @Test
  void beginsAJobAgainWhenTheStorageAnswersAgain() {
    handler.failure =
        new IllegalStateException(new StorageUnavailable("away", new IOException("no route")));
    node.start();
    UUID job = submit(ONE);
    await().until(() -> jobs.log(ONE, job, 0, 10).size() == 2);
    assertThat(get(job).state()).isEqualTo(JobState.RUNNING);
    assertThat(rows.fruitlessAttempts(job)).isZero();

    handler.failure = null;

    awaitState(job, JobState.SUCCEEDED);
    assertThat(handler.attempts).hasValue(2);
    assertThat(handler.ended).containsExactly(JobState.SUCCEEDED);
  }

  @Test
  void saysThatTheDiskIsFull() {
    handler.failure = new UncheckedIOException(new IOException("No space left on device"));
    node.start();

    UUID job = submit(ONE);

    awaitState(job, JobState.FAILED);
    assertThat(get(job).errorCode()).isEqualTo("storage_full");
  }

  @Test
  void cancelsARunningJob() throws Exception {
    handler.waits = true;
    node.start();
    UUID job = submit(ONE);
    assertThat(handler.running.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(jobs.cancel(ONE, job)).isTrue();

    awaitState(job, JobState.CANCELLED);
    assertThat(handler.ended).containsExactly(JobState.CANCELLED);
  }

  @Test
  void runsNoMoreAtOnceThanTheLimitAndSharesSlotsFairly() {
    handler.waits = true;
    UUID first = submit(ONE);
    UUID second = submit(ONE);
    UUID third = submit(ONE);
    UUID other = submit(TWO);

    assertThat(jobs.place(ONE, first)).isEqualTo(1);
    assertThat(jobs.place(TWO, other)).isEqualTo(2);
    assertThat(jobs.place(ONE, third)).isEqualTo(4);
    node.start();

    awaitState(first, JobState.RUNNING);
    awaitState(other, JobState.RUNNING, TWO);
    assertThat(get(second).state()).isEqualTo(JobState.QUEUED);
    assertThat(get(third).state()).isEqualTo(JobState.QUEUED);
    assertThat(jobs.place(ONE, first)).isZero();
    // A job is said to run a moment before its handler is entered.
    await().until(() -> handler.mostAtOnce.get() == 2);
    handler.release.countDown();
    awaitState(second, JobState.SUCCEEDED);
    awaitState(third, JobState.SUCCEEDED);
    assertThat(handler.mostAtOnce.get()).isEqualTo(2);
  }

  @Test
  void takesTheLimitFromTheSettings() {
    handler.waits = true;
    SchedulerLifecycle narrow = newNode(settings(true, Map.of("test", 1)));
    UUID first = submit(ONE);
    UUID second = submit(ONE);

    narrow.start();
    awaitState(first, JobState.RUNNING);
    handler.release.countDown();

    awaitState(second, JobState.SUCCEEDED);
    assertThat(handler.mostAtOnce.get()).isEqualTo(1);
  }

  @Test
  void putsAJobDownWhenStoppingAndGoesOnAtTheNextStart() throws Exception {
    handler.waits = true;
    node.start();
    UUID job = submit(ONE);
    assertThat(handler.running.await(20, TimeUnit.SECONDS)).isTrue();

    node.stop();
    assertThat(get(job).state()).isEqualTo(JobState.RUNNING);
    handler.release.countDown();
    newNode().start();

    awaitState(job, JobState.SUCCEEDED);
    assertThat(handler.lastAttempt.get()).isEqualTo(2);
    assertThat(handler.ended).containsExactly(JobState.SUCCEEDED);
  }

  @Test
  void dropsTheResultOfAnAttemptThatAnotherHasReplaced() {
    UUID id = submit(ONE);
    dispatcher.dispatch((job, now) -> {});
    rows.attempt(id);
    RunningJob replaced = new RunningJob(get(id), 1, rows, Clock.systemUTC(), () -> false);
    rows.attempt(id);

    replaced.report(0.9, "late", "too late");

    assertThat(replaced.isCancelled()).isTrue();
    assertThat(rows.end(id, 1, JobState.FAILED, "x", "x", Clock.systemUTC().instant())).isFalse();
    assertThat(get(id).fraction()).isZero();
    assertThat(get(id).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void givesUpOnAJobWhoseProcessDiesEveryTime() {
    UUID id = submit(ONE);
    dispatcher.dispatch((job, now) -> {});
    for (int i = 0; i < JobRunner.MAX_FRUITLESS_ATTEMPTS; i++) {
      rows.attempt(id);
    }

    runner().run(id, () -> false);

    assertThat(get(id).state()).isEqualTo(JobState.FAILED);
    assertThat(handler.attempts.get()).isZero();
  }

  @Test
  void countsAttemptsAnewAfterProgress() {
    UUID id = submit(ONE);
    dispatcher.dispatch((job, now) -> {});
    for (int i = 1; i <= JobRunner.MAX_FRUITLESS_ATTEMPTS; i++) {
      rows.attempt(id);
      rows.report(id, i, 0.1 * i, "stage", "");
    }

    runner().run(id, () -> false);

    assertThat(get(id).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void keepsTheGreatestFractionAcrossAttempts() {
    UUID id = submit(ONE);
    dispatcher.dispatch((job, now) -> {});
    rows.attempt(id);
    rows.report(id, 1, 0.7, "late stage", "");
    rows.attempt(id);
    rows.report(id, 2, 0.2, "early stage", "again");

    assertThat(get(id).fraction()).isEqualTo(0.7);
    assertThat(get(id).stage()).isEqualTo("early stage");
  }

  @Test
  void showsNothingToAnotherOrganization() {
    UUID subject = UUID.randomUUID();
    UUID job = jobs.submit("test", ONE, subject);
    rows.addLine(job, 1, Clock.systemUTC().instant(), "secret");

    assertThat(jobs.find(TWO, job)).isEmpty();
    assertThat(jobs.latest(TWO, "test", subject)).isEmpty();
    assertThat(jobs.log(TWO, job, 0, 10)).isEmpty();
    assertThat(jobs.place(TWO, job)).isZero();
    assertThat(jobs.latest(ONE, "test", subject)).map(Job::id).contains(job);
  }

  @Test
  void removesEndedJobsWithTheirLogsAfterAWhile() {
    node.start();
    UUID job = submit(ONE);
    awaitState(job, JobState.SUCCEEDED);
    UUID queued = transaction.execute(status -> UUID.randomUUID());

    rows.removeEndedBefore(Clock.systemUTC().instant().plusSeconds(1));

    assertThat(queued).isNotNull();
    assertThat(jobs.find(ONE, job)).isEmpty();
    assertThat(count("job_log")).isZero();
  }

  /** On H2 at once, on PostgreSQL when four heartbeats are missing. */
  @Test
  void takesOverTheJobOfADeadProcess() {
    handler.release.countDown();
    UUID job = submit(ONE);
    dispatcher.dispatch((id, now) -> {});
    rows.attempt(job);
    JdbcClient.create(database)
        .sql(
            """
            insert into scheduled_tasks (task_name, task_instance, task_data, execution_time,
                                         picked, picked_by, last_heartbeat, version)
            values ('job', :id, :data, now(), true, 'dead process', now(), 1)
            """)
        .param("id", job.toString())
        .param("data", new JacksonSerializer().serialize(Map.of("job", job)))
        .update();
    node.start();
    awaitState(job, JobState.SUCCEEDED);
    assertThat(handler.lastAttempt.get()).isEqualTo(2);
  }

  private JobRunner runner() {
    return new JobRunner(
        rows, new JobHandlers(() -> List.of(handler)), transaction, Clock.systemUTC());
  }

  private SchedulerLifecycle newNode() {
    return newNode(settings(true, Map.of()));
  }

  private SchedulerLifecycle newNode(JobsSettings settings) {
    JobHandlers handlers = new JobHandlers(() -> List.of(handler));
    rows = new JobRows(JdbcClient.create(database));
    dispatcher = new JobDispatcher(rows, handlers, settings, transaction, Clock.systemUTC());
    jobs = new Jobs(rows, handlers, dispatcher, Clock.systemUTC());
    SchedulerLifecycle made =
        new SchedulerLifecycle(
            database,
            rows,
            handlers,
            dispatcher,
            runner(),
            settings,
            Clock.systemUTC(),
            () -> otherTasks);
    nodes.add(made);
    return made;
  }

  private static JobsSettings settings(boolean here, Map<String, Integer> parallel) {
    return new JobsSettings(
        here,
        parallel,
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofDays(1));
  }

  private UUID submit(OrganizationId organization) {
    return transaction.execute(status -> jobs.submit("test", organization, UUID.randomUUID()));
  }

  private Job get(UUID job) {
    return rows.find(job).orElseThrow();
  }

  private void awaitState(UUID job, JobState state) {
    awaitState(job, state, ONE);
  }

  private void awaitState(UUID job, JobState state, OrganizationId organization) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> jobs.find(organization, job).orElseThrow().state() == state);
  }

  private int count(String from) {
    return JdbcClient.create(database)
        .sql("select count(*) from " + from)
        .query(Integer.class)
        .single();
  }

  /** Reports, then ends at once or waits until it is released, cancelled or stopped. */
  private static final class Handler implements JobHandler {
    final List<JobState> ended = new CopyOnWriteArrayList<>();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger lastAttempt = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final CountDownLatch running = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    volatile int guests;
    volatile boolean waits;
    volatile RuntimeException failure;
    final AtomicInteger deadlocks = new AtomicInteger();

    @Override
    public String kind() {
      return "test";
    }

    @Override
    public int guests() {
      return guests;
    }

    @Override
    public void run(JobContext context) throws Exception {
      attempts.incrementAndGet();
      lastAttempt.set(context.attempt());
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      try {
        context.log("subject " + context.subject());
        context.report(0.5, "work", "half");
        running.countDown();
        if (failure != null) {
          throw failure;
        }
        while (waits && !release.await(20, TimeUnit.MILLISECONDS)) {
          if (context.isCancelled()) {
            throw new CancelledException();
          }
        }
      } finally {
        atOnce.decrementAndGet();
      }
    }

    @Override
    public void ended(Job job) {
      if (deadlocks.getAndDecrement() > 0) {
        throw new CannotAcquireLockException("deadlock");
      }
      ended.add(job.state());
    }
  }
}

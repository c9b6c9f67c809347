package io.diction.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Runs the scheduler while the application is up. Started after all beans are there, hence after
 * the migrations; a scheduler that starts as a bean polls a table that does not exist yet.
 */
final class SchedulerLifecycle implements SmartLifecycle {
  /** What the scheduler stores with a job's execution. */
  record JobReference(UUID job) {}

  private static final Logger log = LoggerFactory.getLogger(SchedulerLifecycle.class);
  private static final TaskDescriptor<JobReference> JOB =
      TaskDescriptor.of("job", JobReference.class);

  /** The fewest that the scheduler accepts. */
  private static final int MISSED_HEARTBEATS = 4;

  private static final Duration RETRY = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final JobRows rows;
  private final JobHandlers handlers;
  private final JobDispatcher dispatcher;
  private final JobRunner runner;
  private final JobsSettings settings;
  private final Clock clock;
  private final Supplier<List<Task<?>>> otherTasks;

  private @Nullable Scheduler scheduler;
  private @Nullable ScheduledExecutorService loop;

  SchedulerLifecycle(
      DataSource dataSource,
      JobRows rows,
      JobHandlers handlers,
      JobDispatcher dispatcher,
      JobRunner runner,
      JobsSettings settings,
      Clock clock,
      Supplier<List<Task<?>>> otherTasks) {
    this.dataSource = dataSource;
    this.rows = rows;
    this.handlers = handlers;
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.settings = settings;
    this.clock = clock;
    this.otherTasks = otherTasks;
  }

  @Override
  public synchronized void start() {
    if (!settings.here() || isRunning()) {
      return;
    }
    if (hasSingleOwner()) {
      int taken = rows.freeExecutions(clock.instant());
      if (taken > 0) {
        log.info("Taking over {} executions of the former process", taken);
      }
    }
    Scheduler started = scheduler();
    started.start();
    ScheduledExecutorService dispatching =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "jobs-dispatch");
              thread.setDaemon(true);
              return thread;
            });
    scheduler = started;
    loop = dispatching;
    dispatcher.onWake(() -> dispatchSoon(dispatching, started));
    long every = settings.poll().toMillis();
    var unused =
        dispatching.scheduleWithFixedDelay(
            () -> dispatch(started), 0, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    dispatcher.onWake(() -> {});
    if (loop != null) {
      // Without interrupting: H2 closes its file when a thread is interrupted while it writes.
      loop.shutdown();
      loop = null;
    }
    if (scheduler != null) {
      scheduler.stop();
      scheduler = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return scheduler != null;
  }

  private Scheduler scheduler() {
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(jobTask());
    tasks.add(cleanUp());
    tasks.addAll(otherTasks.get());
    int jobThreads =
        handlers.all().stream().mapToInt(one -> settings.parallel(one) + one.guests()).sum();
    List<Task<?>> repeated = tasks.stream().filter(OnStartup.class::isInstance).toList();
    return Scheduler.create(
            new TransactionAwareDataSourceProxy(dataSource),
            tasks.stream().filter(task -> !repeated.contains(task)).toList())
        .startTasks(asStartTasks(repeated))
        .serializer(new JacksonSerializer())
        .threads(jobThreads + 2)
        .pollingInterval(settings.poll())
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(settings.shutdownWait())
        .alwaysPersistTimestampInUTC()
        .build();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Task<?> & OnStartup> List<T> asStartTasks(List<Task<?>> tasks) {
    return (List<T>) (List<?>) tasks;
  }

  private Task<JobReference> jobTask() {
    return Tasks.custom(JOB)
        .onDeadExecutionRevive()
        .onFailure(new OnFailureRetryLater<>(RETRY))
        .execute(
            (instance, context) -> {
              boolean done =
                  runner.run(
                      instance.getData().job(), () -> context.getSchedulerState().isShuttingDown());
              dispatcher.wake();
              return done ? new OnCompleteRemove<>() : goOnElsewhere();
            });
  }

  private RecurringTask<Void> cleanUp() {
    return Tasks.recurring("jobs-clean-up", FixedDelay.ofHours(24))
        .execute(
            (instance, context) -> rows.removeEndedBefore(clock.instant().minus(settings.keep())));
  }

  private static CompletionHandler<JobReference> goOnElsewhere() {
    return (complete, operations) -> operations.reschedule(complete, complete.getTimeDone());
  }

  private void dispatchSoon(ScheduledExecutorService dispatching, Scheduler started) {
    try {
      dispatching.execute(() -> dispatch(started));
    } catch (RejectedExecutionException stopping) {
      log.debug("Not dispatching while stopping", stopping);
    }
  }

  private void dispatch(Scheduler started) {
    try {
      int count =
          dispatcher.dispatch(
              (job, now) ->
                  started.schedule(
                      JOB.instance(job.toString()).data(new JobReference(job)).build(), now));
      if (count > 0) {
        started.triggerCheckForDueExecutions();
      }
    } catch (RuntimeException problem) {
      // The next round tries again; an exception that left here would end the rounds for good.
      log.warn("Cannot give out job slots", problem);
    }
  }

  /** H2's file belongs to one process: whatever was running there died with the former one. */
  private boolean hasSingleOwner() {
    try {
      return "H2"
          .equals(JdbcUtils.extractDatabaseMetaData(dataSource, m -> m.getDatabaseProductName()));
    } catch (MetaDataAccessException problem) {
      throw new IllegalStateException("cannot tell which database this is", problem);
    }
  }
}

package io.diction.jobs;

import io.diction.identity.OrganizationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A process of its own that runs one job in steps, to be killed in the middle: submits the job when
 * the folder has none, else goes on with it. Each step leaves a file and is not done twice. The
 * step that is named by number waits to be killed.
 */
final class SteppedJob implements JobHandler {
  static final int STEPS = 12;
  static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(1, 1));
  static final UUID SUBJECT = new UUID(2, 2);

  private final Path folder;
  private final int killedIn;
  private final CountDownLatch ended = new CountDownLatch(1);

  private SteppedJob(Path folder, int killedIn) {
    this.folder = folder;
    this.killedIn = killedIn;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SteppedJob handler = new SteppedJob(folder, Integer.parseInt(arguments[1]));
    JdbcConnectionPool database = database(folder);
    JobsSettings settings =
        new JobsSettings(
            true,
            Map.of(),
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofDays(1));
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(database));
    Clock clock = Clock.systemUTC();
    JobHandlers handlers = new JobHandlers(() -> List.of(handler));
    JobRows rows = new JobRows(JdbcClient.create(database));
    JobDispatcher dispatcher = new JobDispatcher(rows, handlers, settings, transaction, clock);
    SchedulerLifecycle scheduler =
        new SchedulerLifecycle(
            database,
            rows,
            handlers,
            dispatcher,
            new JobRunner(rows, handlers, transaction, clock),
            settings,
            clock,
            List::of);
    scheduler.start();
    if (rows.latest(ORGANIZATION, handler.kind(), SUBJECT).isEmpty()) {
      new Jobs(rows, handlers, dispatcher, clock).submit(handler.kind(), ORGANIZATION, SUBJECT);
    }
    handler.ended.await();
    scheduler.stop();
    database.dispose();
  }

  static JdbcConnectionPool database(Path folder) {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:file:"
                + folder.resolve("test")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0",
            "sa",
            "");
    for (String module : List.of("__root", "jobs")) {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:db/migration/" + module)
          .table("migration_" + module.replace("__", ""))
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    }
    return database;
  }

  @Override
  public String kind() {
    return "stepped";
  }

  @Override
  public void run(JobContext context) throws Exception {
    for (int step = 0; step < STEPS; step++) {
      Path done = folder.resolve("step-" + step);
      if (!Files.exists(done)) {
        say("step " + step + " of " + context.jobId() + " attempt " + context.attempt());
        if (step == killedIn) {
          ended.await();
          return;
        }
        Files.writeString(done, "attempt " + context.attempt());
      }
      context.report((step + 1.0) / STEPS, "step " + step, "");
    }
  }

  @Override
  public void ended(Job job) {
    say("ended " + job.state());
    ended.countDown();
  }

  private void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Which attempt did a step. */
  static String doneBy(Path folder, int step) throws IOException {
    return Files.readString(folder.resolve("step-" + step));
  }
}

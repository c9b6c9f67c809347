package io.diction.jobs;

import io.diction.identity.OrganizationId;
import io.diction.jobs.Turns.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of jobs and their logs. */
@Repository
class JobRows {
  static final int MESSAGE_LENGTH = 500;
  static final int STAGE_LENGTH = 60;
  static final int LINE_LENGTH = 2000;

  private static final String COLUMNS =
      """
      id, organization_id, kind, subject_id, state, stage, fraction, message, cancel_requested,
      queued_at, started_at, finished_at, error_code, error_text
      """;

  private final JdbcClient jdbc;

  JobRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a running job asks the database about itself. */
  record Pulse(int attempt, boolean cancelRequested) {}

  void add(UUID id, OrganizationId organization, String kind, UUID subject, Instant now) {
    jdbc.sql(
            """
            insert into job (id, organization_id, kind, subject_id, state, stage, fraction,
                             message, cancel_requested, attempt, fruitless_attempts, queued_at)
            values (:id, :organization, :kind, :subject, 'QUEUED', '', 0, '', false, 0, 0, :now)
            """)
        .param("id", id)
        .param("organization", organization.value())
        .param("kind", kind)
        .param("subject", subject)
        .param("now", sqlTime(now))
        .update();
  }

  Optional<Job> find(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from job where id = :id")
        .param("id", id)
        .query(JobRows::job)
        .optional();
  }

  Optional<Job> find(OrganizationId organization, UUID id) {
    return jdbc.sql(
            "select " + COLUMNS + " from job where id = :id and organization_id = :organization")
        .param("id", id)
        .param("organization", organization.value())
        .query(JobRows::job)
        .optional();
  }

  List<Job> list(OrganizationId organization, Collection<UUID> ids) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from job where id in (:ids) and organization_id = :organization")
        .param("ids", ids)
        .param("organization", organization.value())
        .query(JobRows::job)
        .list();
  }

  Optional<Job> latest(OrganizationId organization, String kind, UUID subject) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                from job
                where organization_id = :organization and kind = :kind and subject_id = :subject
                order by queued_at desc, id desc
                limit 1
                """)
        .param("organization", organization.value())
        .param("kind", kind)
        .param("subject", subject)
        .query(JobRows::job)
        .optional();
  }

  boolean anyQueued() {
    return jdbc.sql("select 1 from job where state = 'QUEUED' limit 1")
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Waits until no other process gives out slots; holds until the transaction ends. */
  void takeTurn() {
    jdbc.sql("select id from job_turn where id = 1 for update").query(Integer.class).single();
  }

  Map<OrganizationId, Integer> running(String kind) {
    Map<OrganizationId, Integer> counts = new HashMap<>();
    jdbc.sql(
            """
            select organization_id, count(*) as jobs
            from job
            where state = 'RUNNING' and kind = :kind
            group by organization_id
            """)
        .param("kind", kind)
        .query(
            row -> {
              counts.put(organization(row), row.getInt("jobs"));
            });
    return counts;
  }

  /** The oldest waiting jobs of each organization, at most {@code each} of one. */
  List<Waiting> waiting(String kind, int each) {
    return jdbc.sql(
            """
            select id, organization_id, queued_at
            from (
                select id, organization_id, queued_at,
                       row_number() over (partition by organization_id
                                          order by queued_at, id) as place
                from job
                where state = 'QUEUED' and kind = :kind
            ) as waiting
            where place <= :each
            """)
        .param("kind", kind)
        .param("each", each)
        .query(
            (row, number) ->
                new Waiting(
                    row.getObject("id", UUID.class), organization(row), at(row, "queued_at")))
        .list();
  }

  Map<OrganizationId, Instant> lastStarted(String kind, Collection<OrganizationId> organizations) {
    Map<OrganizationId, Instant> starts = new HashMap<>();
    if (!organizations.isEmpty()) {
      jdbc.sql(
              """
              select organization_id, max(started_at) as last_start
              from job
              where kind = :kind and organization_id in (:organizations) and started_at is not null
              group by organization_id
              """)
          .param("kind", kind)
          .param("organizations", organizations.stream().map(OrganizationId::value).toList())
          .query(
              row -> {
                starts.put(organization(row), at(row, "last_start"));
              });
    }
    return starts;
  }

  boolean start(UUID id, Instant now) {
    return jdbc.sql(
                """
                update job set state = 'RUNNING', started_at = :now
                where id = :id and state = 'QUEUED'
                """)
            .param("id", id)
            .param("now", sqlTime(now))
            .update()
        == 1;
  }

  /** Counts one more attempt; from here on older attempts at the same job write nothing. */
  boolean attempt(UUID id) {
    return jdbc.sql(
                """
                update job
                set attempt = attempt + 1, fruitless_attempts = fruitless_attempts + 1
                where id = :id and state = 'RUNNING'
                """)
            .param("id", id)
            .update()
        == 1;
  }

  /** An attempt that failed for no reason of its own does not count. */
  void forgiveAttempt(UUID id) {
    jdbc.sql(
            """
            update job set fruitless_attempts = fruitless_attempts - 1
            where id = :id and fruitless_attempts > 0
            """)
        .param("id", id)
        .update();
  }

  int fruitlessAttempts(UUID id) {
    return jdbc.sql("select fruitless_attempts from job where id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  /** Empty once the job is not running any more. */
  Optional<Pulse> pulse(UUID id) {
    return jdbc.sql(
            "select attempt, cancel_requested as cancelRequested from job where id = :id and state = 'RUNNING'")
        .param("id", id)
        .query(Pulse.class)
        .optional();
  }

  void report(UUID id, int attempt, double fraction, String stage, String message) {
    jdbc.sql(
            """
            update job
            set fruitless_attempts = case when :fraction > fraction then 0
                                          else fruitless_attempts end,
                fraction = greatest(fraction, :fraction), stage = :stage, message = :message
            where id = :id and attempt = :attempt and state = 'RUNNING'
            """)
        .param("id", id)
        .param("attempt", attempt)
        .param("fraction", fraction)
        .param("stage", stage)
        .param("message", message)
        .update();
  }

  boolean end(
      UUID id,
      int attempt,
      JobState state,
      @Nullable String errorCode,
      @Nullable String errorText,
      Instant now) {
    return jdbc.sql(
                """
                update job
                set state = :state, finished_at = :now, error_code = :code, error_text = :text,
                    fraction = case when :state = 'SUCCEEDED' then 1 else fraction end
                where id = :id and attempt = :attempt and state = 'RUNNING'
                """)
            .param("id", id)
            .param("attempt", attempt)
            .param("state", state.name())
            .param("code", errorCode)
            .param("text", errorText)
            .param("now", sqlTime(now))
            .update()
        == 1;
  }

  boolean cancelQueued(UUID id, Instant now) {
    return jdbc.sql(
                """
                update job set state = 'CANCELLED', cancel_requested = true, finished_at = :now
                where id = :id and state = 'QUEUED'
                """)
            .param("id", id)
            .param("now", sqlTime(now))
            .update()
        == 1;
  }

  boolean requestCancel(UUID id) {
    return jdbc.sql("update job set cancel_requested = true where id = :id and state = 'RUNNING'")
            .param("id", id)
            .update()
        == 1;
  }

  int lastLine(UUID id) {
    return jdbc.sql("select coalesce(max(number), 0) from job_log where job_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  void addLine(UUID id, int number, Instant now, String line) {
    jdbc.sql(
            """
            insert into job_log (job_id, number, at, line) values (:id, :number, :now, :line)
            """)
        .param("id", id)
        .param("number", number)
        .param("now", sqlTime(now))
        .param("line", line)
        .update();
  }

  List<JobLogLine> lines(OrganizationId organization, UUID id, int after, int limit) {
    return jdbc.sql(
            """
            select l.number, l.at, l.line
            from job_log l join job j on j.id = l.job_id
            where l.job_id = :id and j.organization_id = :organization and l.number > :after
            order by l.number
            limit :limit
            """)
        .param("id", id)
        .param("organization", organization.value())
        .param("after", after)
        .param("limit", limit)
        .query(
            (row, number) ->
                new JobLogLine(row.getInt("number"), at(row, "at"), row.getString("line")))
        .list();
  }

  List<Job> page(List<JobState> states, int limit, long offset) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                from job
                where state in (:states) and queued_at > :never
                order by queued_at desc, id desc
                limit :limit offset :offset
                """)
        .param("states", states.stream().map(JobState::name).toList())
        .param("never", sqlTime(Instant.EPOCH))
        .param("limit", limit)
        .param("offset", offset)
        .query(JobRows::job)
        .list();
  }

  Map<JobState, Long> counts() {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    jdbc.sql("select state, count(*) as jobs from job group by state")
        .query(
            row -> {
              counts.put(JobState.valueOf(row.getString("state")), row.getLong("jobs"));
            });
    return counts;
  }

  boolean queueAgain(UUID id, Instant now) {
    return jdbc.sql(
                """
                update job
                set state = 'QUEUED', stage = '', fraction = 0, message = '',
                    cancel_requested = false, fruitless_attempts = 0, queued_at = :now,
                    started_at = null, finished_at = null, error_code = null, error_text = null
                where id = :id and state = 'FAILED'
                """)
            .param("id", id)
            .param("now", sqlTime(now))
            .update()
        == 1;
  }

  int removeEndedBefore(Instant limit) {
    return jdbc.sql("delete from job where finished_at < :limit")
        .param("limit", sqlTime(limit))
        .update();
  }

  /** The former process of a database with a single owner is gone: its work is free at once. */
  int freeExecutions(Instant now) {
    return jdbc.sql(
            """
            update scheduled_tasks
            set picked = false, picked_by = null, last_heartbeat = null, execution_time = :now,
                version = version + 1
            where picked = true
            """)
        .param("now", sqlTime(now))
        .update();
  }

  private static Job job(ResultSet row, int number) throws SQLException {
    return new Job(
        row.getObject("id", UUID.class),
        organization(row),
        row.getString("kind"),
        row.getObject("subject_id", UUID.class),
        JobState.valueOf(row.getString("state")),
        row.getString("stage"),
        row.getDouble("fraction"),
        row.getString("message"),
        row.getBoolean("cancel_requested"),
        at(row, "queued_at"),
        optionalAt(row, "started_at"),
        optionalAt(row, "finished_at"),
        row.getString("error_code"),
        row.getString("error_text"));
  }

  /** What the jobs that the statement knows work on, see {@link JobSubjects}. */
  void subjects(String statement, List<UUID> jobs, BiConsumer<UUID, JobSubject> told) {
    jdbc.sql(statement)
        .param("jobs", jobs)
        .query(
            row -> {
              told.accept(
                  row.getObject("id", UUID.class),
                  new JobSubject(row.getString("name"), row.getString("asked_by")));
            });
  }

  private static OrganizationId organization(ResultSet row) throws SQLException {
    return new OrganizationId(row.getObject("organization_id", UUID.class));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant optionalAt(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime sqlTime(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}

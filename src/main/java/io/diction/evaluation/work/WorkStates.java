package io.diction.evaluation.work;

import io.diction.identity.OrganizationId;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How work on versions stands, in the tables of its kinds, as the job that does it tells. */
@Repository
public class WorkStates {
  /** Each has a table with the columns of a state. */
  public enum Work {
    GUARD("guard_result"),
    REPRODUCTION("version_reproduction"),
    WORTH("dataset_worth");

    private final String table;

    Work(String table) {
      this.table = table;
    }
  }

  private final JdbcClient jdbc;
  private final Clock clock;

  WorkStates(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public void started(Work work, OrganizationId organization, UUID id) {
    set(work, organization, id, JobState.RUNNING, null, null, null);
  }

  public void queuedAgain(Work work, Job job) {
    set(work, job.organization(), job.subject(), JobState.QUEUED, null, null, null);
  }

  public void ended(Work work, Job job) {
    set(
        work,
        job.organization(),
        job.subject(),
        job.state(),
        job.errorCode(),
        job.errorText(),
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
  }

  private void set(
      Work work,
      OrganizationId organization,
      UUID id,
      JobState state,
      @Nullable String errorCode,
      @Nullable String errorText,
      @Nullable OffsetDateTime finishedAt) {
    jdbc.sql(
            """
            update %s
            set state = :state, error_code = :code, error_text = :text, finished_at = :at
            where organization_id = :organization and id = :id
            """
                .formatted(work.table))
        .param("state", state.name())
        .param("code", errorCode)
        .param("text", errorText)
        .param("at", finishedAt)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }
}

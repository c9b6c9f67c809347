package io.diction.administration.installation;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.jobs.AllJobs;
import io.diction.jobs.Job;
import io.diction.jobs.JobLogLine;
import io.diction.jobs.JobState;
import io.diction.jobs.JobSubject;
import io.diction.organization.Organizations;
import io.diction.web.Failure;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a SYSOP sees of the jobs of all organizations, and does with them. */
@Service
class JobOverview {
  private final AllJobs jobs;
  private final Organizations organizations;
  private final Audit audit;

  JobOverview(AllJobs jobs, Organizations organizations, Audit audit) {
    this.jobs = jobs;
    this.organizations = organizations;
    this.audit = audit;
  }

  /** Lines of a log shown at once. */
  private static final int LINES = 500;

  /**
   * A line of the list.
   *
   * @param subject what it works on; null when that is gone
   */
  record Row(Job job, @Nullable JobSubject subject, String organizationName, boolean retryable) {
    public boolean isUnderWay() {
      return job.state() == JobState.QUEUED || job.state() == JobState.RUNNING;
    }

    /** What people call it. */
    public String name() {
      return subject == null ? "" : subject.name();
    }

    /** Whoever asked for it. */
    public String by() {
      return subject == null ? "" : subject.by();
    }

    public OffsetDateTime getQueuedAt() {
      return job.queuedAt().atOffset(ZoneOffset.UTC);
    }

    public @Nullable OffsetDateTime getStartedAt() {
      Instant at = job.startedAt();
      return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    public @Nullable OffsetDateTime getFinishedAt() {
      Instant at = job.finishedAt();
      return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /** Why it failed, null when it did not. */
    public @Nullable Failure failure() {
      return Failure.of(job.errorCode(), job.errorText());
    }

    /** 0 to 100. */
    public int getPercent() {
      return (int) Math.round(job.fraction() * 100);
    }
  }

  /**
   * A part of what a job wrote down.
   *
   * @param next the line after which the next part begins; 0 where this is the last
   */
  record Log(List<JobLogLine> lines, int next) {
    Log {
      lines = List.copyOf(lines);
    }
  }

  @Transactional(readOnly = true)
  public GridPage<Row> page(SignedIn who, GridQuery query) {
    who.requireSysop();
    List<JobState> states = states(query.filter("state"));
    Map<JobState, Long> counts = jobs.counts();
    long total = states.stream().mapToLong(state -> counts.getOrDefault(state, 0L)).sum();
    GridQuery within = query.within(total);
    List<Job> found = jobs.page(states, within.size(), within.offset());
    return new GridPage<>(rows(found), total, within);
  }

  private List<Row> rows(List<Job> found) {
    Map<UUID, String> names =
        organizations.names(found.stream().map(job -> job.organization().value()).toList());
    Map<UUID, JobSubject> subjects = jobs.subjects(found);
    Set<UUID> retryable = jobs.retryable(found);
    return found.stream()
        .map(
            job ->
                new Row(
                    job,
                    subjects.get(job.id()),
                    names.getOrDefault(job.organization().value(), ""),
                    retryable.contains(job.id())))
        .toList();
  }

  /** How many there are in each state. */
  @Transactional(readOnly = true)
  public Map<JobState, Long> counts(SignedIn who) {
    who.requireSysop();
    return jobs.counts();
  }

  private static List<JobState> states(String filter) {
    for (JobState state : JobState.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(filter)) {
        return List.of(state);
      }
    }
    return List.of(JobState.values());
  }

  @Transactional(readOnly = true)
  public Row row(SignedIn who, UUID id) {
    return rows(List.of(get(who, id))).get(0);
  }

  /** What a job wrote down, behind a line. */
  @Transactional(readOnly = true)
  public Log log(SignedIn who, UUID id, int after) {
    List<JobLogLine> lines = jobs.log(get(who, id), Math.max(0, after), LINES);
    return new Log(lines, lines.size() < LINES ? 0 : lines.get(LINES - 1).number());
  }

  @Transactional(readOnly = true)
  public Job get(SignedIn who, UUID id) {
    who.requireSysop();
    return jobs.find(id).orElseThrow(NotFound::new);
  }

  @Transactional
  public void cancel(SignedIn who, UUID id) {
    Job job = get(who, id);
    if (!jobs.cancel(id)) {
      throw new WrongState("administration.job.ended");
    }
    record(who, "job.cancel", job);
  }

  @Transactional
  public void retry(SignedIn who, UUID id) {
    Job job = get(who, id);
    if (!jobs.retry(id)) {
      throw new WrongState("administration.job.not-retryable");
    }
    record(who, "job.retry", job);
  }

  private void record(SignedIn who, String action, Job job) {
    audit.record(who, job.organization(), action, "job", job.id(), job.kind(), "");
  }
}

package io.diction.jobs;

import io.diction.identity.OrganizationId;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The jobs of every organization, for whoever runs the installation. Rights are the caller's. */
@Service
public class AllJobs {
  private final JobRows rows;
  private final JobHandlers handlers;
  private final Jobs jobs;
  private final ObjectProvider<JobSubjects> subjects;
  private final Clock clock;

  AllJobs(
      JobRows rows,
      JobHandlers handlers,
      Jobs jobs,
      ObjectProvider<JobSubjects> subjects,
      Clock clock) {
    this.rows = rows;
    this.handlers = handlers;
    this.jobs = jobs;
    this.subjects = subjects;
    this.clock = clock;
  }

  /** A page of the jobs in one of the states, the newest first. */
  @Transactional(readOnly = true)
  public List<Job> page(List<JobState> states, int limit, long offset) {
    return rows.page(states, limit, offset);
  }

  /** How many jobs there are in each state; one without any is absent. */
  @Transactional(readOnly = true)
  public Map<JobState, Long> counts() {
    return new EnumMap<>(rows.counts());
  }

  @Transactional(readOnly = true)
  public Optional<Job> find(UUID id) {
    return rows.find(id);
  }

  /** What these jobs work on, by their ids; a job whose subject is gone is left out. */
  @Transactional(readOnly = true)
  public Map<UUID, JobSubject> subjects(List<Job> some) {
    Map<UUID, JobSubject> found = new HashMap<>();
    if (!some.isEmpty()) {
      List<UUID> ids = some.stream().map(Job::id).toList();
      subjects.forEach(known -> rows.subjects(known.statement(), ids, found::put));
    }
    return found;
  }

  /** As {@link Jobs#log}. */
  @Transactional(readOnly = true)
  public List<JobLogLine> log(Job job, int after, int limit) {
    return jobs.log(job.organization(), job.id(), after, limit);
  }

  /** As {@link Jobs#cancel}, whatever the job's organization. */
  @Transactional
  public boolean cancel(UUID id) {
    Optional<OrganizationId> organization = rows.find(id).map(Job::organization);
    return organization.isPresent() && jobs.cancel(organization.get(), id);
  }

  /** Which of these jobs, by id, can be tried again; other work its owner begins anew. */
  @Transactional(readOnly = true)
  public Set<UUID> retryable(List<Job> some) {
    Map<String, List<Job>> failed =
        some.stream()
            .filter(job -> job.state() == JobState.FAILED)
            .collect(Collectors.groupingBy(Job::kind));
    Set<UUID> retryable = new HashSet<>();
    failed.forEach(
        (kind, jobs) ->
            handlers.find(kind).ifPresent(known -> retryable.addAll(known.retryable(jobs))));
    return retryable;
  }

  /** Queues a failed job again, or a new one for the same work. */
  @Transactional
  public boolean retry(UUID id) {
    Optional<Job> job =
        rows.find(id).filter(found -> retryable(List.of(found)).contains(found.id()));
    if (job.isEmpty()) {
      return false;
    }
    JobHandler handler = handlers.get(job.get().kind());
    if (!handler.startsAnew() && !rows.queueAgain(id, clock.instant())) {
      return false;
    }
    handler.retried(job.get());
    jobs.wakeAfterCommit();
    return true;
  }
}

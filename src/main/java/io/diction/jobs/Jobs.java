package io.diction.jobs;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Submits, watches and cancels jobs. Rights are the caller's matter: every module checks them on
 * the thing that a job works on.
 */
@Service
public class Jobs {
  private final JobRows rows;
  private final JobHandlers handlers;
  private final JobDispatcher dispatcher;
  private final Clock clock;

  Jobs(JobRows rows, JobHandlers handlers, JobDispatcher dispatcher, Clock clock) {
    this.rows = rows;
    this.handlers = handlers;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /**
   * Queues a job in the caller's transaction, so that neither exists without the other.
   *
   * @return the job's id
   */
  @Transactional
  public UUID submit(String kind, OrganizationId organization, UUID subject) {
    handlers.get(kind);
    UUID id = Ids.next();
    rows.add(id, organization, kind, subject, clock.instant());
    wakeAfterCommit();
    return id;
  }

  @Transactional(readOnly = true)
  public Optional<Job> find(OrganizationId organization, UUID id) {
    return rows.find(organization, id);
  }

  /** Those of some jobs that the organization has, by id. */
  @Transactional(readOnly = true)
  public Map<UUID, Job> byId(OrganizationId organization, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : rows.list(organization, ids).stream()
            .collect(Collectors.toMap(Job::id, Function.identity()));
  }

  /** The {@link #place} of each of an organization's jobs of a kind that is queued. */
  @Transactional(readOnly = true)
  public Map<UUID, Integer> places(OrganizationId organization, String kind, Collection<UUID> ids) {
    Set<UUID> own = byId(organization, ids).keySet();
    Map<UUID, Integer> places = new HashMap<>();
    if (!own.isEmpty()) {
      List<UUID> order = dispatcher.order(kind, Integer.MAX_VALUE);
      for (int i = 0; i < order.size(); i++) {
        if (own.contains(order.get(i))) {
          places.put(order.get(i), i + 1);
        }
      }
    }
    return places;
  }

  /** The job of this kind submitted last for a subject. */
  @Transactional(readOnly = true)
  public Optional<Job> latest(OrganizationId organization, String kind, UUID subject) {
    return rows.latest(organization, kind, subject);
  }

  /** How many jobs of its kind come before a queued one, plus one; 0 once it is not queued. */
  @Transactional(readOnly = true)
  public int place(OrganizationId organization, UUID id) {
    Optional<Job> job =
        rows.find(organization, id).filter(found -> found.state() == JobState.QUEUED);
    return job.map(found -> dispatcher.order(found.kind(), Integer.MAX_VALUE).indexOf(id) + 1)
        .orElse(0);
  }

  /** Log lines after a number, oldest first. */
  @Transactional(readOnly = true)
  public List<JobLogLine> log(OrganizationId organization, UUID id, int after, int limit) {
    return rows.lines(organization, id, after, limit);
  }

  /**
   * Ends a queued job at once; asks a running one to stop, which its handler does within seconds.
   *
   * @return whether there was something to cancel
   */
  @Transactional
  public boolean cancel(OrganizationId organization, UUID id) {
    if (rows.find(organization, id).isEmpty()) {
      return false;
    }
    if (rows.cancelQueued(id, clock.instant())) {
      Job job = rows.find(organization, id).orElseThrow();
      handlers.get(job.kind()).ended(job);
      return true;
    }
    return rows.requestCancel(id);
  }

  void wakeAfterCommit() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              dispatcher.wake();
            }
          });
    } else {
      dispatcher.wake();
    }
  }
}

package io.diction.jobs;

import io.diction.identity.OrganizationId;
import io.diction.jobs.Turns.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives free slots to waiting jobs. The scheduler itself runs whatever is due first and knows
 * neither organizations nor limits by kind, so it only ever sees jobs that have a slot.
 */
@Component
class JobDispatcher {
  private final JobRows rows;
  private final JobHandlers handlers;
  private final JobsSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private volatile Runnable wakeUp = () -> {};

  JobDispatcher(
      JobRows rows,
      JobHandlers handlers,
      JobsSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.handlers = handlers;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Called from any thread when a job was queued or a slot became free. */
  void wake() {
    wakeUp.run();
  }

  void onWake(Runnable action) {
    wakeUp = action;
  }

  /**
   * Starts as many waiting jobs as there are free slots.
   *
   * @param start told the id of each, in the transaction that marks it as running
   * @return how many got a slot
   */
  int dispatch(BiConsumer<UUID, Instant> start) {
    if (!rows.anyQueued()) {
      return 0;
    }
    Integer started =
        transaction.execute(
            status -> {
              rows.takeTurn();
              Instant now = clock.instant();
              int count = 0;
              for (JobHandler handler : handlers.all()) {
                for (UUID job : next(handler)) {
                  if (rows.start(job, now)) {
                    start.accept(job, now);
                    count++;
                  }
                }
              }
              return count;
            });
    return started == null ? 0 : started;
  }

  private List<UUID> next(JobHandler handler) {
    Map<OrganizationId, Integer> running = rows.running(handler.kind());
    int free = settings.parallel(handler) - sum(running);
    if (free > 0) {
      return order(handler.kind(), free);
    }
    int guests = free + handler.guests();
    if (guests <= 0) {
      return List.of();
    }
    List<Waiting> strangers =
        rows.waiting(handler.kind(), 1).stream()
            .filter(waiting -> !running.containsKey(waiting.organization()))
            .toList();
    return turns(handler.kind(), running, strangers).next(strangers, guests);
  }

  /** The waiting jobs of a kind in the order in which they will start. */
  List<UUID> order(String kind, int slots) {
    List<Waiting> waiting = rows.waiting(kind, slots);
    return turns(kind, rows.running(kind), waiting).next(waiting, slots);
  }

  private Turns turns(String kind, Map<OrganizationId, Integer> running, List<Waiting> waiting) {
    Set<OrganizationId> organizations =
        waiting.stream().map(Waiting::organization).collect(Collectors.toSet());
    return new Turns(running, rows.lastStarted(kind, organizations));
  }

  private static int sum(Map<OrganizationId, Integer> running) {
    return running.values().stream().mapToInt(Integer::intValue).sum();
  }
}

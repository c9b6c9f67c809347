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
                int free = settings.parallel(handler) - runningOf(handler.kind());
                for (UUID job : free > 0 ? order(handler.kind(), free) : List.<UUID>of()) {
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

  /** The waiting jobs of a kind in the order in which they will start. */
  List<UUID> order(String kind, int slots) {
    List<Waiting> waiting = rows.waiting(kind, slots);
    Set<OrganizationId> organizations =
        waiting.stream().map(Waiting::organization).collect(Collectors.toSet());
    Map<OrganizationId, Integer> running = rows.running(kind);
    return new Turns(running, rows.lastStarted(kind, organizations)).next(waiting, slots);
  }

  private int runningOf(String kind) {
    return rows.running(kind).values().stream().mapToInt(Integer::intValue).sum();
  }
}

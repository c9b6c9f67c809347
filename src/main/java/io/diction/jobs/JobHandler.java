package io.diction.jobs;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Does the work of one kind of job. Beans of this type are found at start. */
public interface JobHandler {

  /** At most 40 characters, never changed: it is stored with every job. */
  String kind();

  /** How many jobs of this kind run at once unless {@code diction.jobs.parallel} says otherwise. */
  default int parallel() {
    return 2;
  }

  /**
   * How many more run at once for organizations of which none runs yet. So nobody waits for the end
   * of another one's long job; more than these wait for a slot like everybody.
   */
  default int guests() {
    return 0;
  }

  /**
   * Works until done. Called again for the same job after a crash or restart, so every step must be
   * repeatable. Throws {@link JobFailure} for what the user can mend, {@link
   * io.diction.speech.CancelledException} once {@link JobContext#isCancelled()} says so; anything
   * else is a defect, logged with a reference that the user is shown.
   */
  void run(JobContext context) throws Exception;

  /**
   * Told that a job has reached its final state, in the transaction that writes that state: also
   * for one cancelled before it ever ran.
   */
  default void ended(Job job) {}

  /** Which of some failed jobs, by id, did work that may be tried again as things stand now. */
  default Set<UUID> retryable(List<Job> failed) {
    return Set.of();
  }

  /** Whether it is tried again by a new job, since what came of the failed one is settled. */
  default boolean startsAnew() {
    return false;
  }

  /**
   * Told that a failed job is queued again, in the transaction that does it; one that starts anew
   * queues its new job here, or refuses to.
   */
  default void retried(Job job) {}
}

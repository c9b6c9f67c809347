package io.diction.jobs;

import io.diction.identity.Ids;
import io.diction.speech.CancelledException;
import io.diction.storage.StorageFull;
import io.diction.storage.StorageUnavailable;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs one job that has a slot, from its first attempt to its final state. */
@Component
class JobRunner {
  /** A job that ended its process this often without any progress is not tried again. */
  static final int MAX_FRUITLESS_ATTEMPTS = 8;

  /** Of which the last one is the job's defect. */
  private static final int ATTEMPTS_TO_END = 5;

  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  private final JobRows rows;
  private final JobHandlers handlers;
  private final TransactionTemplate transaction;
  private final Clock clock;

  JobRunner(JobRows rows, JobHandlers handlers, TransactionTemplate transaction, Clock clock) {
    this.rows = rows;
    this.handlers = handlers;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Works on a job.
   *
   * @return whether nothing is left to do; false when this process is stopping and another must go
   *     on
   */
  boolean run(UUID id, BooleanSupplier stopping) {
    if (stopping.getAsBoolean()) {
      return false;
    }
    if (!rows.attempt(id)) {
      return true;
    }
    Job job = rows.find(id).orElseThrow();
    int attempt = rows.pulse(id).map(JobRows.Pulse::attempt).orElse(0);
    Optional<JobHandler> handler = handlers.find(job.kind());
    RunningJob context = new RunningJob(job, attempt, rows, clock, stopping);
    if (handler.isEmpty()) {
      defect(job, attempt, new IllegalStateException("no handler for kind " + job.kind()));
      return true;
    }
    if (rows.fruitlessAttempts(id) > MAX_FRUITLESS_ATTEMPTS) {
      defect(job, attempt, new IllegalStateException("its process died in every attempt"));
      return true;
    }
    return work(job, handler.get(), context, stopping);
  }

  private boolean work(Job job, JobHandler handler, RunningJob context, BooleanSupplier stopping) {
    try {
      handler.run(context);
      end(job, context.attempt(), JobState.SUCCEEDED, null, null);
    } catch (JobFailure failure) {
      end(job, context.attempt(), JobState.FAILED, failure.code(), failure.getMessage());
    } catch (CancelledException cancelled) {
      if (context.isCancelRequested()) {
        end(job, context.attempt(), JobState.CANCELLED, null, null);
      } else if (stopping.getAsBoolean()) {
        return false;
      } else if (context.isCancelled()) {
        log.warn("Job {} was taken over by another process", job.id());
      } else {
        defect(job, context.attempt(), cancelled);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError problem) {
      if (stopping.getAsBoolean()) {
        log.info("Job {} interrupted while stopping: {}", job.id(), problem.toString());
        return false;
      }
      if (StorageUnavailable.isCauseOf(problem)) {
        postpone(context, problem);
      } else if (StorageFull.isCauseOf(problem)) {
        log.error("Job {} of kind {} found no room on the disk", job.id(), job.kind(), problem);
        end(job, context.attempt(), JobState.FAILED, "storage_full", "");
      } else {
        defect(job, context.attempt(), problem);
      }
    }
    return true;
  }

  /** It is not the job's fault, so it is neither failed nor one attempt nearer to that. */
  private void postpone(RunningJob context, Throwable problem) {
    rows.forgiveAttempt(context.jobId());
    context.log("The storage does not answer; it is tried again in a while.");
    throw new JobPostponed(problem);
  }

  private void defect(Job job, int attempt, Throwable problem) {
    UUID reference = Ids.next();
    log.error("Job {} of kind {} failed, reference {}", job.id(), job.kind(), reference, problem);
    end(job, attempt, JobState.FAILED, "internal_error", "Reference: " + reference);
  }

  private void end(
      Job job, int attempt, JobState state, @Nullable String code, @Nullable String text) {
    String shortText = text == null ? null : RunningJob.cut(text, JobRows.LINE_LENGTH);
    for (int again = ATTEMPTS_TO_END - 1; ; again--) {
      try {
        transaction.executeWithoutResult(
            status -> {
              if (rows.end(job.id(), attempt, state, code, shortText, clock.instant())) {
                handlers
                    .find(job.kind())
                    .ifPresent(h -> h.ended(rows.find(job.id()).orElseThrow()));
              } else {
                log.warn("Job {} was taken over, its result is dropped", job.id());
              }
            });
        return;
      } catch (PessimisticLockingFailureException busy) {
        // Somebody else changes the same things, and the database chose this one to try again.
        if (again == 0) {
          throw busy;
        }
        log.info("The end of job {} is written again: {}", job.id(), busy.getMessage());
      }
    }
  }
}

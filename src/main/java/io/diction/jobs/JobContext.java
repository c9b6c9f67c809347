package io.diction.jobs;

import io.diction.identity.OrganizationId;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import java.util.UUID;

/** A running job as its handler sees it. Usable from any thread. */
public interface JobContext {
  UUID jobId();

  OrganizationId organization();

  UUID subject();

  /** 1 at first, one more after each crash or restart in the middle of the job. */
  int attempt();

  /**
   * Says how far the job has come; written at most twice a second unless the stage changes.
   *
   * @param fraction of the whole job, 0 to 1
   * @param stage at most 60 characters
   * @param message one line, cut at 500 characters
   */
  void report(double fraction, String stage, String message);

  /** Adds a line to the job's log, cut at 2000 characters; beyond 10,000 lines nothing is kept. */
  void log(String line);

  /**
   * Whether the handler should stop as soon as it can: somebody cancelled the job, or this process
   * is ending and another will go on. The database is looked at no more than once a second.
   */
  boolean isCancelled();

  default void checkCancelled() {
    if (isCancelled()) {
      throw new CancelledException();
    }
  }

  /** The part of this job between two fractions as the speech core reports it. */
  default Progress progress(String stage, double from, double to) {
    JobContext job = this;
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        job.report(from + (to - from) * fraction, stage, message);
      }

      @Override
      public boolean isCancelled() {
        return job.isCancelled();
      }
    };
  }
}

package io.diction.jobs;

/** Tells the scheduler that a job is to be begun again in a while. */
final class JobPostponed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobPostponed(Throwable cause) {
    super("postponed: " + cause.getMessage(), cause);
  }
}

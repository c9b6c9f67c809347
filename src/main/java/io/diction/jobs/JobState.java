package io.diction.jobs;

/** Where a job stands. */
public enum JobState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen to the job. */
  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }
}

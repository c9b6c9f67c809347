package io.diction.modelcopy;

/** Where a copy stands. */
public enum CopyState {
  QUEUED,
  RUNNING,
  DONE,
  FAILED;

  public boolean isUnderWay() {
    return this == QUEUED || this == RUNNING;
  }
}

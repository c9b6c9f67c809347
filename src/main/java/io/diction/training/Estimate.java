package io.diction.training;

import java.time.Duration;

/**
 * What a training will probably take.
 *
 * @param measured whether former trainings on this installation say so, or a rule of thumb
 */
record Estimate(Duration duration, long diskBytes, boolean measured) {
  /** In whole minutes, at least one. */
  public long minutes() {
    return Math.max(1, Math.round(duration.toSeconds() / 60.0));
  }
}

package io.diction.training;

import java.time.Duration;

/**
 * What a training will probably take.
 *
 * @param measured whether former trainings on this installation say so, or a rule of thumb
 */
record Estimate(Duration duration, long diskBytes, boolean measured) {
  private static final int MOST_MINUTES = 120;
  private static final int MOST_HOURS = 48;

  /** The unit that tells it in a number a person can picture, as in message keys. */
  public String unit() {
    return minutes() < MOST_MINUTES ? "minutes" : hours() < MOST_HOURS ? "hours" : "days";
  }

  /** How many of that unit. */
  public long amount() {
    return switch (unit()) {
      case "minutes" -> minutes();
      case "hours" -> hours();
      default -> Math.round(hours() / 24.0);
    };
  }

  private long hours() {
    return Math.round(minutes() / 60.0);
  }

  /** In whole minutes, at least one. */
  public long minutes() {
    return Math.max(1, Math.round(duration.toSeconds() / 60.0));
  }
}

package io.diction.training.run;

import java.util.Locale;

/** How a training ended. */
public enum Outcome {
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** As in message keys. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.diction.training.run;

import java.util.Locale;

/**
 * How much a measurement says.
 *
 * @param recordings measured
 * @param known of them those whose words or sounds trained the model as well
 */
public record Evidence(int recordings, Verdict verdict, int known) {
  /** Whether the model is better or worse, or chance made it look so. */
  public enum Verdict {
    REAL,
    CHANCE,
    TOO_LITTLE;

    /** As in message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}

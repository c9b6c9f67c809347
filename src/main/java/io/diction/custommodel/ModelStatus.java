package io.diction.custommodel;

import java.util.Locale;
import java.util.Set;

/** Where the training of a custom model stands. Queued is {@link #READY_TO_RUN} with a flag. */
public enum ModelStatus {
  /** Nothing trainable yet. */
  NOT_RUNNING(1, "zinc", "circle"),
  /** Valid data is there and training not asked for; or it is queued. */
  READY_TO_RUN(2, "amber", "play-circle"),
  RUNNING(3, "sky", "arrow-clockwise"),
  SUCCESS(4, "emerald", "check-circle"),
  FAILED(5, "red", "exclamation-circle");

  private final int id;
  private final String colour;
  private final String icon;

  ModelStatus(int id, String colour, String icon) {
    this.id = id;
    this.colour = colour;
    this.icon = icon;
  }

  /** As stored and documented. */
  public int id() {
    return id;
  }

  /** As in message keys and style classes. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Of its badge and banner, as in the stylesheet. */
  public String colour() {
    return colour;
  }

  /** Of its badge and banner, as in the sprite. */
  public String icon() {
    return icon;
  }

  public static ModelStatus of(int id) {
    for (ModelStatus status : values()) {
      if (status.id == id) {
        return status;
      }
    }
    throw new IllegalArgumentException("No status has the id " + id);
  }

  /** The states that can follow this one. */
  Set<ModelStatus> next() {
    return switch (this) {
      case NOT_RUNNING -> Set.of(READY_TO_RUN);
      // Back to success or failure when a queued retraining is cancelled or does not start.
      case READY_TO_RUN -> Set.of(NOT_RUNNING, RUNNING, SUCCESS, FAILED);
      case RUNNING -> Set.of(SUCCESS, FAILED, READY_TO_RUN);
      case SUCCESS, FAILED -> Set.of(READY_TO_RUN);
    };
  }

  boolean canBecome(ModelStatus other) {
    return next().contains(other);
  }
}

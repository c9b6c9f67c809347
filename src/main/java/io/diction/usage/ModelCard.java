package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelStatus;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A model on the reseller's dashboard.
 *
 * @param accepted whether a version of it is in use
 * @param accuracy share of the test's words that version got right; null when it was not measured
 * @param organizations others that have it
 * @param seconds transcribed with it, wherever that was
 */
record ModelCard(
    CustomModelId id,
    String name,
    String description,
    String language,
    ModelStatus status,
    boolean queued,
    boolean archived,
    boolean accepted,
    @Nullable Double accuracy,
    long organizations,
    double seconds,
    OffsetDateTime modifiedAt) {

  /** Key of the words for its state. */
  public String statusKey() {
    if (isTraining()) {
      return "usage.status.training";
    }
    if (archived) {
      return "usage.status.archived";
    }
    return accepted ? "usage.status.active" : "custommodel.status." + status.key();
  }

  public String colour() {
    if (isTraining()) {
      return "sky";
    }
    if (archived) {
      return "zinc";
    }
    return accepted ? "emerald" : status.colour();
  }

  public String icon() {
    if (isTraining()) {
      return "arrow-clockwise";
    }
    if (archived) {
      return "archive";
    }
    return accepted ? "check-circle" : status.icon();
  }

  private boolean isTraining() {
    return queued || status == ModelStatus.RUNNING;
  }
}

package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.VersionId;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A model on the reseller's dashboard.
 *
 * @param version the one in use; null before there is one
 * @param accuracy share of the words that version got right in its owner's newest test, else in the
 *     one of its training; null when it was not measured
 * @param leaky whether it was trained on some of what that test measured it with
 * @param organizations others that may transcribe with it
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
    @Nullable VersionId version,
    @Nullable Double accuracy,
    boolean leaky,
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
    return version != null ? "usage.status.active" : "custommodel.status." + status.key();
  }

  public String colour() {
    if (isTraining()) {
      return "sky";
    }
    if (archived) {
      return "zinc";
    }
    return version != null ? "emerald" : status.colour();
  }

  public String icon() {
    if (isTraining()) {
      return "arrow-clockwise";
    }
    if (archived) {
      return "archive";
    }
    return version != null ? "check-circle" : status.icon();
  }

  private boolean isTraining() {
    return queued || status == ModelStatus.RUNNING;
  }
}

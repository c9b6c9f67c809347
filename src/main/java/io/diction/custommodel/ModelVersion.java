package io.diction.custommodel;

import io.diction.catalog.BaseModelId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One training's result. Nothing of it changes but its acceptance.
 *
 * @param number from 1, by model
 * @param job the training
 * @param acceptedAt when it was last put into use
 */
public record ModelVersion(
    VersionId id,
    CustomModelId model,
    int number,
    UUID job,
    long dataRevision,
    NewVersion made,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime acceptedAt) {

  public BaseModelId baseModel() {
    return made.baseModel();
  }

  public Metrics metrics() {
    return made.metrics();
  }

  public boolean isExpired(OffsetDateTime at) {
    return !at.isBefore(made.expiresAt());
  }
}

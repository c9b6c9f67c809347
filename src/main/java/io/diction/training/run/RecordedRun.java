package io.diction.training.run;

import io.diction.catalog.BaseModelId;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.web.Failure;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A training as recorded.
 *
 * @param askedByName who asked for it, empty when it started by itself
 * @param charged whether a credit was reserved for it
 * @param audioSeconds of its data when it was asked for
 * @param outcome null until it ended
 * @param result of a training that succeeded
 * @param weightPercent share of the domain's language model that was asked for, 1 to 100; null
 *     where the training chooses
 */
public record RecordedRun(
    RunId id,
    OrganizationId organization,
    CustomModelId model,
    UUID job,
    BaseModelId baseModel,
    String askedByName,
    boolean charged,
    double audioSeconds,
    long textCharacters,
    double estimatedSeconds,
    OffsetDateTime askedAt,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime endedAt,
    @Nullable Outcome outcome,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable RunResult result,
    @Nullable Integer weightPercent) {
  public boolean hasEnded() {
    return outcome != null;
  }

  /** Why it failed, null when it did not. */
  public @Nullable Failure failure() {
    return Failure.of(errorCode, errorText);
  }
}

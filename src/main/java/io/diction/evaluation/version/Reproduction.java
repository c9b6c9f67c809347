package io.diction.evaluation.version;

import io.diction.jobs.JobState;
import io.diction.web.Failure;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version trained once more.
 *
 * @param sha256 of what came out; null until it has
 */
record Reproduction(
    UUID id,
    UUID organizationId,
    UUID modelId,
    UUID versionId,
    UUID jobId,
    JobState state,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable String sha256,
    String askedByName,
    OffsetDateTime createdAt) {

  public boolean isFinished() {
    return state != JobState.QUEUED && state != JobState.RUNNING;
  }

  public boolean isCancelled() {
    return state == JobState.CANCELLED;
  }

  public @Nullable Failure failure() {
    return Failure.of(errorCode, errorText);
  }
}

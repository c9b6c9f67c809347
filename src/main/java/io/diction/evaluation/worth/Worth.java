package io.diction.evaluation.worth;

import io.diction.jobs.JobState;
import io.diction.web.Failure;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version trained once without each of its datasets.
 *
 * @param pieces how many trainings that takes
 * @param found so far; null until the version itself was measured
 */
public record Worth(
    UUID id,
    UUID organizationId,
    UUID modelId,
    UUID versionId,
    UUID jobId,
    JobState state,
    @Nullable String errorCode,
    @Nullable String errorText,
    int pieces,
    @Nullable Found found,
    String askedByName,
    OffsetDateTime createdAt) {

  public boolean isFinished() {
    return state != JobState.QUEUED && state != JobState.RUNNING;
  }

  public boolean isCancelled() {
    return state == JobState.CANCELLED;
  }

  /** Why it failed, null when it did not. */
  public @Nullable Failure failure() {
    return Failure.of(errorCode, errorText);
  }
}

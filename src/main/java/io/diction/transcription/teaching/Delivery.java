package io.diction.transcription.teaching;

import io.diction.custommodel.CustomModelId;
import io.diction.jobs.JobState;
import io.diction.web.Failure;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Passages on their way to the training data of a model, as they were when somebody sent them.
 *
 * @param modelName as it was called then
 * @param own whether the model is the organization's own; else they are offered to its owner
 * @param name of the archive that they become
 * @param clips in the order of the recording; empty once the delivery has ended
 * @param passages how many it was sent with
 */
record Delivery(
    UUID id,
    UUID organizationId,
    UUID sessionId,
    String sessionName,
    UUID userId,
    CustomModelId model,
    String modelName,
    boolean own,
    UUID jobId,
    JobState state,
    @Nullable String errorCode,
    @Nullable String errorText,
    String name,
    String audioSha256,
    List<Clip> clips,
    int passages,
    OffsetDateTime createdAt) {
  Delivery {
    clips = List.copyOf(clips);
  }

  public boolean isFinished() {
    return state != JobState.QUEUED && state != JobState.RUNNING;
  }

  /** Whether the model has them. */
  public boolean isReady() {
    return state == JobState.SUCCEEDED;
  }

  public boolean isCancelled() {
    return state == JobState.CANCELLED;
  }

  /** Why it failed, null when it did not. */
  public @Nullable Failure failure() {
    return Failure.of(errorCode, errorText);
  }

  /** Where to see what came of it. */
  public String destination() {
    return "/custom-models/" + model + (own ? "/datasets" : "/contributions");
  }
}

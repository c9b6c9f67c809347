package io.diction.transcription;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.jobs.JobState;
import io.diction.transcription.alignment.GivenText;
import io.diction.web.Failure;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording and what was recognised in it, or where the words of its transcript are said.
 *
 * @param name the recording's file name
 * @param baseModelId of a session with a base model; else {@code modelId} and {@code versionId}
 * @param versionId of the custom model's version, null for a base model
 * @param modelLabel model and version as they were called then
 * @param modelHash SHA-256 of the version's or the base model's files
 * @param audioMs length in milliseconds, null until it is known
 * @param transcriptSha256 blob of the transcript, null until it is there
 * @param textSha256 blob of the transcript to align, null of a transcription
 * @param textName what its file is called
 * @param ownerId the organization that had the custom model when the session was started, null for
 *     a base model
 * @param versionNumber of the custom model's version, null for a base model
 * @param termsSha256 blob of the organization's own terms as they were when it was started; empty
 *     where there were none, null where it is recognised with those of now
 * @param channel the only one of the recording that is heard, from 0; null for all of them mixed
 */
public record SttSession(
    UUID id,
    SessionKind kind,
    UUID organizationId,
    UUID userId,
    String name,
    String locale,
    @Nullable UUID baseModelId,
    @Nullable UUID modelId,
    @Nullable UUID versionId,
    String modelLabel,
    String modelHash,
    String audioSha256,
    long audioBytes,
    @Nullable Long audioMs,
    UUID jobId,
    JobState state,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable String transcriptSha256,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime finishedAt,
    @Nullable String textSha256,
    @Nullable String textName,
    @Nullable UUID ownerId,
    boolean shared,
    @Nullable UUID batchId,
    @Nullable Integer versionNumber,
    @Nullable String termsSha256,
    @Nullable Integer channel) {
  public boolean isAlignment() {
    return kind == SessionKind.ALIGNMENT;
  }

  /** What an alignment aligns. */
  GivenText requireText() {
    if (textSha256 == null || textName == null) {
      throw new IllegalStateException("session " + id + " has no transcript to align");
    }
    return new GivenText(textName, textSha256);
  }

  /** Why it failed, null when it did not. */
  public @Nullable Failure failure() {
    return Failure.of(errorCode, errorText);
  }

  public boolean isFinished() {
    return state != JobState.QUEUED && state != JobState.RUNNING;
  }

  public boolean isReady() {
    return state == JobState.SUCCEEDED && transcriptSha256 != null;
  }

  /** The base model of a session that was started with one. */
  UUID requireBaseModel() {
    if (baseModelId == null) {
      throw new IllegalStateException("session " + id + " was started with a custom model");
    }
    return baseModelId;
  }

  /** What others are told when it has its transcript. */
  SessionTranscribed transcribed(OffsetDateTime at) {
    return new SessionTranscribed(
        id,
        new OrganizationId(organizationId),
        new UserId(userId),
        ownerId == null ? null : new OrganizationId(ownerId),
        modelId == null ? null : new CustomModelId(modelId),
        versionId,
        baseModelId,
        locale,
        audioMs == null ? 0 : audioMs,
        at,
        kind);
  }

  /** The model and its version, as results name them. */
  public String madeBy() {
    return versionNumber == null ? modelLabel : modelLabel + " #" + versionNumber;
  }

  /** What Home calls the model that it was started with. */
  public String choice() {
    return ModelChoices.value(this);
  }

  /** Whether this user started it, and so decides on it. */
  public boolean isOf(SignedIn user) {
    return userId.equals(user.user().value());
  }

  /** Where its page is. */
  public String path() {
    return "/sessions/" + id;
  }

  /** The recording's length as a clock shows it, or a dash. */
  public String length() {
    return audioMs == null ? "–" : ClockTime.of(audioMs / 1000.0);
  }

  /** Of its status badge. */
  public String colour() {
    return switch (state) {
      case QUEUED -> "amber";
      case RUNNING -> "sky";
      case SUCCEEDED -> "emerald";
      case FAILED -> "red";
      case CANCELLED -> "zinc";
    };
  }

  /** Of its status badge. */
  public String icon() {
    return switch (state) {
      case QUEUED -> "hourglass-split";
      case RUNNING -> "arrow-clockwise";
      case SUCCEEDED -> "check-circle";
      case FAILED -> "x-circle";
      case CANCELLED -> "slash-circle";
    };
  }
}

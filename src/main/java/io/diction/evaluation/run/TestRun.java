package io.diction.evaluation.run;

import io.diction.jobs.JobState;
import io.diction.web.Failure;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test.
 *
 * @param organizationId that asked for it and owns its recordings
 * @param standing whether it was begun by itself, with the model's standing test data
 * @param baseModelId whose lexicon reads references and hypotheses aloud
 * @param engine version of the code that measured
 * @param dataSha256 of its recordings and references
 * @param utterances to be recognised
 * @param done those that are, or cannot be
 * @param audioMs recognised with each subject
 * @param figures what came out, as JSON; null until it has ended
 * @param leaky whether the model was trained on some of it, so that the score flatters it
 */
public record TestRun(
    UUID id,
    UUID organizationId,
    UUID modelId,
    String name,
    Kind kind,
    boolean standing,
    String askedByName,
    UUID jobId,
    JobState state,
    @Nullable String errorCode,
    @Nullable String errorText,
    String locale,
    UUID baseModelId,
    String engine,
    String dataSha256,
    int utterances,
    int done,
    long audioMs,
    @Nullable String figures,
    boolean leaky,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime finishedAt) {
  /** What a test can tell. */
  public enum Kind {
    /** What was said is known: errors are counted. */
    MEASURED,
    /** It is not: what was heard is seen side by side. */
    INSPECTION
  }

  public boolean isMeasured() {
    return kind == Kind.MEASURED;
  }

  public boolean isFinished() {
    return state != JobState.QUEUED && state != JobState.RUNNING;
  }

  /** Whether there is a result to look at. */
  public boolean isReady() {
    return state == JobState.SUCCEEDED && figures != null;
  }

  /** Why it failed, null when it did not. */
  public @Nullable Failure failure() {
    return Failure.of(errorCode, errorText);
  }

  /** Where its page is. */
  public String path() {
    return "/custom-models/" + modelId + "/tests/" + id;
  }

  public double audioSeconds() {
    return audioMs / 1000.0;
  }

  /** In whole percent. */
  public int percent() {
    return utterances == 0 ? 0 : (int) (100L * done / utterances);
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

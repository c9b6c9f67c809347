package io.diction.evaluation.guard;

import io.diction.jobs.JobState;
import io.diction.web.Failure;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version measured with a guard set, beside its base model.
 *
 * @param setId the set, which may be gone since
 * @param dataSha256 of what was measured
 * @param figures null until it has ended well
 */
public record GuardResult(
    UUID id,
    UUID organizationId,
    UUID modelId,
    UUID versionId,
    UUID setId,
    String setName,
    String dataSha256,
    UUID jobId,
    JobState state,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable Figures figures,
    String askedByName,
    OffsetDateTime createdAt) {
  /** Below that a set can say nothing of a few points: two are a handful of words. */
  static final int FEWEST_WORDS = 300;

  /**
   * What came out.
   *
   * @param words of the references
   * @param low of the difference of both rates with 95 % confidence; below 0: the version is better
   * @param real whether chance is an unlikely reason for the difference
   * @param utterances measured
   * @param unreadable recordings that could not be decoded
   * @param trained clips left out since the model trains on them: a score would be too good
   */
  public record Figures(
      int words,
      int baseErrors,
      int customErrors,
      double low,
      double high,
      boolean real,
      int utterances,
      int unreadable,
      int trained) {
    /** A guard set of which more than this share trains guards little. */
    private static final double MOST_TRAINED = 0.2;

    /** Whether too much of the set trains the model for the rest to speak for it. */
    public boolean isTaught() {
      return trained > MOST_TRAINED * (utterances + unreadable + trained);
    }

    public double baseRate() {
      return words == 0 ? 0 : (double) baseErrors / words;
    }

    public double customRate() {
      return words == 0 ? 0 : (double) customErrors / words;
    }

    /** Percentage points lost; below 0: won. */
    public double lost() {
      return 100 * (customRate() - baseRate());
    }

    /** What this says of a version that may lose so many points. */
    public Outcome outcome(double points) {
      if (lost() > points) {
        return real ? Outcome.EXCEEDED : Outcome.DOUBTFUL;
      }
      return words >= FEWEST_WORDS && 100 * high <= points ? Outcome.KEPT : Outcome.TOO_LITTLE;
    }
  }

  /** What can be said of a version, as far as the speech of its guard set tells. */
  public enum Outcome {
    /** It lost no more than it may. */
    KEPT,
    /** It did not lose more, but with so little speech it might have. */
    TOO_LITTLE,
    /** It lost more, but with so little speech that may be chance. */
    DOUBTFUL,
    /** It lost more, and hardly by chance. */
    EXCEEDED;

    /** Whether somebody has to say why a version is used all the same. */
    public boolean isObjection() {
      return this == DOUBTFUL || this == EXCEEDED;
    }

    public String colour() {
      return this == KEPT ? "emerald" : this == EXCEEDED ? "red" : "amber";
    }

    public String icon() {
      return this == KEPT ? "check-circle" : "exclamation-triangle";
    }
  }

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

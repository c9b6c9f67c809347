package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.web.Failure;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A custom model as one organization sees it.
 *
 * @param owner the organization it belongs to
 * @param permission what the organization that looks may do
 * @param language key that sorts languages; see {@link #locale} for the language itself
 * @param queued asked for and waiting, the status being {@link ModelStatus#READY_TO_RUN}
 * @param job of the training under way, or of the last one; as the stage, the failure and the
 *     obstacle, only for its owner
 * @param progress of the training under way, 0 to 1
 * @param statusAt since when it has the status
 * @param dataReady whether a dataset can be trained on
 * @param autoObstacle code of what kept a training from beginning by itself
 * @param untried data or vocabulary changed since a training was last asked for
 * @param versions how many were made
 * @param dataReady a valid dataset is there
 * @param fed anything to train on is there: a valid dataset, or a term
 * @param acceptedVersion the one that the organization that looks has in use
 * @param acceptedNumber number of the accepted version, 0 when there is none
 * @param expiresAt until when the accepted version recognises
 * @param awaitingAcceptance another version waits for somebody of the organization to accept it
 * @param archivedAt since when it is out of use; null when it is not
 */
public record ModelView(
    CustomModelId id,
    OrganizationId owner,
    String ownerName,
    Permission permission,
    String name,
    String description,
    String domain,
    String locale,
    String language,
    ModelStatus status,
    boolean queued,
    @Nullable UUID job,
    double progress,
    String stage,
    OffsetDateTime statusAt,
    @Nullable String errorCode,
    @Nullable String errorText,
    boolean dataReady,
    boolean fed,
    long dataRevision,
    long trainedRevision,
    boolean autoTrain,
    @Nullable String autoObstacle,
    boolean untried,
    int versions,
    @Nullable VersionId acceptedVersion,
    int acceptedNumber,
    @Nullable OffsetDateTime expiresAt,
    boolean awaitingAcceptance,
    @Nullable OffsetDateTime archivedAt,
    OffsetDateTime createdAt,
    OffsetDateTime modifiedAt) {
  /** Before that much is done, the pace so far says little. */
  private static final double TELLING_PROGRESS = 0.05;

  /** Whether it belongs to the organization that looks. */
  public boolean isOwn() {
    return permission == Permission.OWNER;
  }

  /** Whether the organization that looks may transcribe with it, once there is a version. */
  public boolean isForUse() {
    return permission.includes(Permission.USE);
  }

  /** Whether the organization that looks may add to its data, if only by its owner's leave. */
  public boolean isForData() {
    return permission.includes(Permission.CONTRIBUTE);
  }

  /** The domain as in message keys; empty for words of somebody's own. */
  public String domainKey() {
    return ModelSettings.offered(domain).map(ModelSettings.Domain::key).orElse("");
  }

  /** Out of use: offered to nobody. */
  public boolean isArchived() {
    return archivedAt != null;
  }

  /** Why its last training failed, null when it did not. */
  public @Nullable Failure failure() {
    return Failure.of(errorCode, errorText);
  }

  /** Queued or running: name, data, vocabulary and settings stand still. */
  public boolean isLocked() {
    return queued || status == ModelStatus.RUNNING;
  }

  /** Whether its owner may change it now. */
  public boolean isEditable() {
    return isOwn() && !isLocked();
  }

  /** Whether the button that starts a training is there, whatever is in use. */
  public boolean offersTraining() {
    return isOwn()
        && !startsByItself()
        && offersTraining(status, queued, dataRevision, trainedRevision);
  }

  /**
   * The same at a time: once the version in use has expired, it is trained again with the newest
   * base model, nothing else being new. One that was trained elsewhere cannot without data.
   */
  public boolean offersTraining(OffsetDateTime at) {
    return offersTraining()
        || (isEditable() && fed && status == ModelStatus.SUCCESS && isExpired(at));
  }

  /**
   * Whether its training begins without anybody's doing: not after it was refused for lack of
   * something, nor with what a training was called off for.
   */
  public boolean startsByItself() {
    return isOwn()
        && autoTrain
        && status == ModelStatus.READY_TO_RUN
        && !queued
        && untried
        && autoObstacle == null;
  }

  static boolean offersTraining(
      ModelStatus status, boolean queued, long dataRevision, long trainedRevision) {
    return switch (status) {
      case NOT_RUNNING, FAILED -> true;
      case READY_TO_RUN -> !queued;
      case RUNNING -> false;
      case SUCCESS -> dataRevision > trainedRevision;
    };
  }

  /** Whether it can transcribe: whatever its status, an unexpired version is accepted. */
  public boolean isUsable(OffsetDateTime at) {
    return acceptedVersion != null && !isArchived() && expiresAt != null && at.isBefore(expiresAt);
  }

  /** Whether it could once transcribe and cannot any more. */
  public boolean isExpired(OffsetDateTime at) {
    return acceptedVersion != null && (expiresAt == null || !at.isBefore(expiresAt));
  }

  /** Trained, and data or vocabulary changed since, which its owner can train on. */
  public boolean hasNews() {
    return isOwn() && status == ModelStatus.SUCCESS && dataRevision > trainedRevision;
  }

  /** Seconds until the training is done, by its pace so far; null while nothing can be said. */
  public @Nullable Double leftSeconds(OffsetDateTime at) {
    return leftSeconds(status, progress, statusAt, at);
  }

  /** The same for a model of which no more is known. */
  public static @Nullable Double leftSeconds(
      ModelStatus status, double progress, OffsetDateTime since, OffsetDateTime at) {
    double elapsed = Duration.between(since, at).toMillis() / 1000.0;
    return status == ModelStatus.RUNNING && progress >= TELLING_PROGRESS && elapsed > 0
        ? elapsed / progress * (1 - progress)
        : null;
  }

  /** In whole percent, never 100 before the end. */
  public int percent() {
    return (int) Math.min(99, Math.max(0, Math.floor(progress * 100)));
  }
}

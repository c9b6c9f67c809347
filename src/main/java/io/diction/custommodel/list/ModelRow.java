package io.diction.custommodel.list;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelStatus;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A line of the grid.
 *
 * @param startsByItself whether its training begins without anybody's doing
 * @param leftSeconds until the training is done; null while nothing can be said
 * @param expired whether the version that the organization has in use recognises no longer
 * @param archived whether it is out of use
 * @param sharedBy name of the owner where that is another organization
 */
record ModelRow(
    CustomModelId id,
    String name,
    ModelStatus status,
    boolean queued,
    boolean startsByItself,
    double progress,
    String stage,
    String language,
    boolean awaitingAcceptance,
    OffsetDateTime modifiedAt,
    @Nullable Double leftSeconds,
    boolean expired,
    boolean archived,
    @Nullable String sharedBy) {

  /** Whether it changes without anyone's doing. */
  public boolean isUnderWay() {
    return queued || startsByItself || status == ModelStatus.RUNNING;
  }

  /** Whether it trains at this moment. */
  public boolean isRunning() {
    return status == ModelStatus.RUNNING;
  }

  /** Whether a training says what it is at. */
  public boolean isStaged() {
    return isRunning() && !stage.isEmpty();
  }

  /** Whether it is known how long a training still takes. */
  public boolean isTimed() {
    return leftSeconds != null;
  }

  /** Whether there is more to say than the status. */
  public boolean isNoted() {
    return isUnderWay() || isTimed() || awaitingAcceptance || expired || archived;
  }

  /** The icon of the status. */
  public String icon() {
    return queued ? "hourglass-split" : status.icon();
  }

  /** In whole percent, never 100 before the end. */
  public int percent() {
    return (int) Math.min(99, Math.max(0, Math.floor(progress * 100)));
  }
}

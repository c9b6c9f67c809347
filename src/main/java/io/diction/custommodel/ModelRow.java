package io.diction.custommodel;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A line of the grid.
 *
 * @param sharedBy name of the owner where that is another organization
 */
record ModelRow(
    CustomModelId id,
    String name,
    ModelStatus status,
    boolean queued,
    double progress,
    String stage,
    String locale,
    boolean awaitingAcceptance,
    OffsetDateTime modifiedAt,
    @Nullable String sharedBy) {

  /** Whether it changes without anyone's doing. */
  boolean isUnderWay() {
    return queued || status == ModelStatus.RUNNING;
  }
}

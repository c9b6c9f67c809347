package io.diction.training.run;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A stage that a training has begun.
 *
 * @param startedAt when it was first begun
 * @param workedSeconds in all attempts that a crash did not end
 * @param files what the working folder held when the stage was finished, see {@link WorkingFolder}
 */
public record RecordedStage(
    int position,
    String stage,
    OffsetDateTime startedAt,
    @Nullable OffsetDateTime finishedAt,
    double workedSeconds,
    @Nullable String files) {
  public boolean isFinished() {
    return finishedAt != null;
  }
}

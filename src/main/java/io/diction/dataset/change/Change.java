package io.diction.dataset.change;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One file as somebody left it.
 *
 * @param number in the order in which things were done
 * @param deed what was done in one go, and is undone in one go
 * @param line that was edited, 0 for more than one
 * @param sha256 of what it says now; null: as it came
 * @param isConfirmed whether it can no longer be undone
 * @param by whose deed it was, by name
 */
public record Change(
    int number,
    UUID deed,
    Kind kind,
    String file,
    int line,
    @Nullable String sha256,
    long sizeBytes,
    boolean isLeftOut,
    boolean isConfirmed,
    OffsetDateTime at,
    String by) {

  /** What was done to a file. */
  public enum Kind {
    LINE,
    FIX,
    REPLACE,
    /** It is not used. */
    LEAVE,
    /** It is used again. */
    TAKE,
    /** It says what another one said, and the other way round. */
    SWAP
  }
}

package io.diction.dataset.clip;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What somebody did to clips by hand.
 *
 * @param number in the order in which things were done
 * @param isApplied whether the clips that it is about are there
 * @param by whose deed it was, by name
 */
record ClipEdit(
    int number,
    Kind kind,
    boolean isApplied,
    List<KeptClip> before,
    List<KeptClip> after,
    OffsetDateTime at,
    String by) {
  ClipEdit {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  enum Kind {
    CUT,
    JOIN,
    TIMES,
    LEAVE;

    /** Whether what is said in the clips is divided anew: other words would be lost by it. */
    boolean isAboutWords() {
      return this == CUT || this == JOIN;
    }
  }

  /** For pages: the clip that it was. */
  public KeptClip first() {
    return before.get(0);
  }
}

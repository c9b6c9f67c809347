package io.diction.transcription.teaching;

import io.diction.custommodel.CustomModelId;
import io.diction.transcription.correction.Passage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session has to teach.
 *
 * @param pupils models that can be taught
 * @param chosen the one whose passages are told; null where there is none
 * @param fresh passages that it does not have yet
 * @param known how many it has already
 * @param unchecked how many passages nobody has looked at, which are not sent
 * @param test whether the recording is test data of the model, so that nothing of it may train
 */
record Lesson(
    List<Pupil> pupils,
    @Nullable Pupil chosen,
    List<Passage> fresh,
    int known,
    long unchecked,
    boolean test) {
  Lesson {
    pupils = List.copyOf(pupils);
    fresh = List.copyOf(fresh);
  }

  /**
   * A model that can be taught.
   *
   * @param own whether it is the organization's, so that data counts at once; else its owner
   *     decides
   */
  record Pupil(CustomModelId id, String name, boolean own, String ownerName) {}

  public double seconds() {
    return fresh.stream()
        .mapToDouble(passage -> passage.endSeconds() - passage.startSeconds())
        .sum();
  }

  /** Whether there is something to send, and somebody to send it to. */
  public boolean isTeachable() {
    return chosen != null && !test && !fresh.isEmpty();
  }
}

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
 * @param unfit how many others cannot be cut out as a clip: without words, too short or too long
 * @param test whether the recording is test data of the model, so that nothing of it may train
 */
record Lesson(
    List<Pupil> pupils,
    @Nullable Pupil chosen,
    List<Passage> fresh,
    int known,
    long unchecked,
    long unfit,
    boolean test) {
  /** A clip of less says too little, one of more cannot be aligned well. */
  private static final double SHORTEST_SECONDS = 0.3;

  private static final double LONGEST_SECONDS = 60;

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

  /** Whether a passage can be cut out as a clip. */
  static boolean isClip(Passage passage) {
    double seconds = passage.endSeconds() - passage.startSeconds();
    return !passage.words().isEmpty() && seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS;
  }

  public double shortestSeconds() {
    return SHORTEST_SECONDS;
  }

  public double longestSeconds() {
    return LONGEST_SECONDS;
  }

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

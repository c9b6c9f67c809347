package io.diction.transcription.teaching;

import io.diction.transcription.correction.Passage;
import java.util.List;

/**
 * What is cut out of a recording, and the words that are said in it.
 *
 * @param passage its number in the session
 * @param startSeconds of the sound, a little before the first word
 * @param endSeconds of the sound, a little after the last word
 * @param start of its first word in milliseconds: with {@code end} what a model has of a recording
 */
record Clip(
    int passage, double startSeconds, double endSeconds, long start, long end, String text) {
  /** Before and after, so that no sound is cut off; never into what is said next to it. */
  private static final double MARGIN_SECONDS = 0.15;

  /**
   * Of a passage.
   *
   * @param all passages of the recording, in order
   */
  static Clip of(Passage passage, List<Passage> all) {
    int number = passage.number();
    double earliest =
        number == 1 ? 0 : (all.get(number - 2).endSeconds() + passage.startSeconds()) / 2;
    double latest =
        number == all.size()
            ? Double.MAX_VALUE
            : (passage.endSeconds() + all.get(number).startSeconds()) / 2;
    return new Clip(
        number,
        Math.max(0, Math.max(earliest, passage.startSeconds() - MARGIN_SECONDS)),
        Math.min(latest, passage.endSeconds() + MARGIN_SECONDS),
        Math.round(passage.startSeconds() * 1000),
        Math.round(passage.endSeconds() * 1000),
        passage.text());
  }

  double seconds() {
    return endSeconds - startSeconds;
  }
}

package io.diction.speech.corpus;

/**
 * Something said, and where it can be heard.
 *
 * @param id unique in its corpus, made of the recording's name without extension
 * @param audio name of the recording in the corpus, with slashes
 * @param startSeconds from the start of the recording
 * @param endSeconds NaN for the end of the recording
 * @param text as written by its owner, not yet normalised; never empty
 * @param speaker empty when not given
 */
public record Utterance(
    String id,
    String audio,
    double startSeconds,
    double endSeconds,
    String text,
    String speaker,
    Split split) {
  /** Whether it is a recording as a whole. */
  public boolean isWholeRecording() {
    return startSeconds == 0 && Double.isNaN(endSeconds);
  }
}

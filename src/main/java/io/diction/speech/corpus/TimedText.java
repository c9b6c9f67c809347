package io.diction.speech.corpus;

/**
 * A piece of a transcript.
 *
 * @param line where it stands in its file, from 1
 * @param startSeconds NaN when the transcript has no times
 * @param endSeconds NaN when the transcript has no times
 * @param speaker empty when not given
 * @param text as written, markup removed, one line, never empty
 */
public record TimedText(
    int line, double startSeconds, double endSeconds, String speaker, String text) {
  public boolean hasTimes() {
    return !Double.isNaN(startSeconds);
  }
}

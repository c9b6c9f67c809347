package io.diction.speech.align;

/**
 * One phone as it was spoken.
 *
 * @param phone number in the acoustic model's phone set, -1 for speech that no word stands for
 * @param word index of the word it belongs to, -1 for a filler between words
 * @param startFrame first frame
 * @param frames length, at least 1
 * @param logLikelihood of its frames, without transitions
 * @param agreement with the recording on the scale of {@link Agreement}; may lie beyond its ends
 */
public record PhoneSegment(
    int phone, int word, int startFrame, int frames, double logLikelihood, double agreement) {

  /** Whether this is speech that no word stands for, or a filler that sounds like it. */
  public boolean isUnwritten() {
    return word < 0 && (phone < 0 || agreement < Agreement.WORD_THRESHOLD);
  }
}

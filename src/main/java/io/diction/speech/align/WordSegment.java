package io.diction.speech.align;

/**
 * One word as it was spoken.
 *
 * @param word index in the transcript
 * @param variant index of the pronunciation in the lexicon
 * @param startFrame first frame
 * @param frames length, at least 1
 * @param logLikelihood of its frames, without transitions
 * @param agreement with the recording on the scale of {@link Agreement}, its neighbours' counted
 *     half; 0 to 1
 */
public record WordSegment(
    int word, int variant, int startFrame, int frames, double logLikelihood, double agreement) {

  WordSegment withAgreement(double measured) {
    return new WordSegment(word, variant, startFrame, frames, logLikelihood, measured);
  }

  /** Whether the recording says this word here, more likely than not. */
  public boolean agrees() {
    return agreement >= Agreement.WORD_THRESHOLD;
  }
}

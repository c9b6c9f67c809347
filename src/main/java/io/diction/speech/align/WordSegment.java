package io.diction.speech.align;

/**
 * One word as it was spoken.
 *
 * @param word index in the transcript
 * @param variant index of the pronunciation in the lexicon
 * @param startFrame first frame
 * @param frames length, at least 1
 * @param logLikelihood of its frames, without transitions
 */
public record WordSegment(
    int word, int variant, int startFrame, int frames, double logLikelihood) {}

package io.diction.speech.align;

/**
 * How an utterance is aligned. Scores are natural logarithms.
 *
 * @param beam how far below the best a state may score and live on, at first
 * @param widerBeam the same for the second attempt; a third prunes nothing
 * @param silencePenalty added for each silence between words
 * @param noisePenalty added for each noise between words
 * @param unwrittenPenalty added for each stretch of speech that no word stands for; not above -1e30
 *     when all speech belongs to words
 * @param topGaussians Gaussians counted in a codebook that tied states share
 */
public record AlignmentSettings(
    double beam,
    double widerBeam,
    double silencePenalty,
    double noisePenalty,
    double unwrittenPenalty,
    int topGaussians) {

  public static final AlignmentSettings DEFAULT =
      new AlignmentSettings(
          200, 800, StrictMath.log(0.1), StrictMath.log(1e-3), Double.NEGATIVE_INFINITY, 4);

  /** For recordings that may say more than is written. */
  static final AlignmentSettings WITH_UNWRITTEN =
      new AlignmentSettings(200, 800, StrictMath.log(0.1), StrictMath.log(1e-3), -20, 4);

  boolean allowsUnwritten() {
    return unwrittenPenalty > AlignmentModel.NEVER;
  }

  public AlignmentSettings {
    if (!(beam > 0) || !(widerBeam >= beam)) {
      throw new IllegalArgumentException(
          "beams must be above 0 and not narrow: " + beam + ", " + widerBeam);
    }
    if (topGaussians < 1) {
      throw new IllegalArgumentException("topGaussians must be at least 1, is " + topGaussians);
    }
  }
}

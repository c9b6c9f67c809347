package io.diction.speech;

import io.diction.speech.acoustic.AcousticModel;

/**
 * How hard a recogniser searches and how much it trusts its language model. Scores are natural
 * logarithms.
 *
 * @param languageWeight exponent of language model probabilities, above 0
 * @param wordPenalty added for each word, usually at most 0
 * @param silencePenalty added for each silence between words
 * @param noisePenalty added for each noise between words
 * @param beam how far below the best a state may score and live on
 * @param phoneBeam how far below the best state the end of a phone may score and be followed
 * @param wordBeam the same for the end of a word
 * @param forecast what a phone's misfit to the next frames counts when it is entered: 0 for
 *     nothing, 1 for as much as it will cost a phone without context
 * @param maxActive phones kept in a frame, a word's last phone in all its contexts being one, at
 *     least 100
 * @param topGaussians Gaussians counted in a codebook
 * @param voice whether the acoustic model follows the voice of a recording
 */
public record RecognitionSettings(
    double languageWeight,
    double wordPenalty,
    double silencePenalty,
    double noisePenalty,
    double beam,
    double phoneBeam,
    double wordBeam,
    double forecast,
    int maxActive,
    int topGaussians,
    Voice voice) {

  /** Tuned on speech of one speaker that no test uses, for CMU's wide-band models. */
  public static final RecognitionSettings DEFAULT =
      new RecognitionSettings(
          9.5,
          StrictMath.log(0.65),
          StrictMath.log(0.005),
          StrictMath.log(1e-8),
          150,
          115,
          50,
          0.5,
          3000,
          4);

  /**
   * For continuous models, whose scores differ more from state to state: each has all dimensions in
   * one stream and Gaussians of its own, and from voice to voice. Measured on a model of an hour of
   * Dutch: with the narrower beams of {@link #DEFAULT} 20 of 450 words were wrong, with 250 and 100
   * none of 390, but 6 once it was adapted to a voice and its Gaussians were narrower; with these
   * 2, wider ones change nothing, and none of it changes the time.
   */
  public static final RecognitionSettings CONTINUOUS =
      new RecognitionSettings(
          9.5,
          StrictMath.log(0.65),
          StrictMath.log(0.005),
          StrictMath.log(1e-8),
          400,
          400,
          160,
          0,
          3000,
          8);

  /** The settings that suit an acoustic model. */
  public static RecognitionSettings of(AcousticModel model) {
    return model.kind() == AcousticModel.Kind.CONTINUOUS ? CONTINUOUS : DEFAULT;
  }

  /** Whether the acoustic model follows the voice of a recording. */
  public enum Voice {
    /** Every utterance is recognised by the model as it is. */
    ANY,
    /**
     * Utterances are recognised by a model moved to what was recognised earlier in the recording:
     * costs next to nothing, brings something from half a minute on.
     */
    FOLLOWED,
    /** The same, and the first half minute is recognised twice: helps short recordings too. */
    TWO_PASSES
  }

  /** The same settings for any voice. */
  public RecognitionSettings(
      double languageWeight,
      double wordPenalty,
      double silencePenalty,
      double noisePenalty,
      double beam,
      double phoneBeam,
      double wordBeam,
      double forecast,
      int maxActive,
      int topGaussians) {
    this(
        languageWeight,
        wordPenalty,
        silencePenalty,
        noisePenalty,
        beam,
        phoneBeam,
        wordBeam,
        forecast,
        maxActive,
        topGaussians,
        Voice.ANY);
  }

  public RecognitionSettings {
    require(languageWeight > 0 && languageWeight < 100, "languageWeight", languageWeight);
    require(Math.abs(wordPenalty) < 1000, "wordPenalty", wordPenalty);
    require(Math.abs(silencePenalty) < 1000, "silencePenalty", silencePenalty);
    require(Math.abs(noisePenalty) < 1000, "noisePenalty", noisePenalty);
    require(beam > 0 && beam < 10_000, "beam", beam);
    require(phoneBeam > 0 && phoneBeam < 10_000, "phoneBeam", phoneBeam);
    require(forecast >= 0 && forecast <= 10, "forecast", forecast);
    require(wordBeam > 0 && wordBeam < 10_000, "wordBeam", wordBeam);
    require(maxActive >= 100 && maxActive <= 1_000_000, "maxActive", maxActive);
    require(topGaussians >= 1, "topGaussians", topGaussians);
  }

  public RecognitionSettings withLanguageWeight(double weight) {
    return new RecognitionSettings(
        weight,
        wordPenalty,
        silencePenalty,
        noisePenalty,
        beam,
        phoneBeam,
        wordBeam,
        forecast,
        maxActive,
        topGaussians,
        voice);
  }

  public RecognitionSettings withVoice(Voice other) {
    return new RecognitionSettings(
        languageWeight,
        wordPenalty,
        silencePenalty,
        noisePenalty,
        beam,
        phoneBeam,
        wordBeam,
        forecast,
        maxActive,
        topGaussians,
        other);
  }

  private static void require(boolean holds, String name, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " out of range: " + value);
    }
  }
}

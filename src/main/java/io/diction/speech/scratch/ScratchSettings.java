package io.diction.speech.scratch;

import io.diction.speech.features.FeatureSettings;

/**
 * How a language pack is trained.
 *
 * @param features what the acoustic model looks at
 * @param tiedStates states of triphones at most; 0 to let the amount of speech decide
 * @param gaussians of a state at most, a power of two up to 64; 0 to let the amount of speech
 *     decide
 * @param fewestFramesOfState speech of each tied state, in frames of 10 ms
 * @param smallestGain nats that a question must gain
 * @param fewestFramesOfGaussian speech of each Gaussian after a split, in frames of 10 ms
 * @param varianceFloor smallest variance as a share of that of all speech
 * @param fewestMinutes speech below which training is refused
 * @param fewestOfPhone times that a phone must be spoken; a rarer one is left out, with its words
 * @param testShare share of the utterances that only measure, unless the data says which; 0 for
 *     none
 * @param seed of all that is chosen by chance
 * @param threads utterances worked on at a time
 */
public record ScratchSettings(
    FeatureSettings features,
    int tiedStates,
    int gaussians,
    double fewestFramesOfState,
    double smallestGain,
    double fewestFramesOfGaussian,
    double varianceFloor,
    double fewestMinutes,
    int fewestOfPhone,
    double testShare,
    long seed,
    int threads) {

  /** Telephone speech: nothing above 3.7 kHz is looked at, at whatever rate it was recorded. */
  public static final FeatureSettings TELEPHONE =
      new FeatureSettings(16_000, 20, 130, 3700, 22, 13, 0.97, true);

  /** Good for minutes to a hundred hours of speech. */
  public static final ScratchSettings DEFAULT =
      new ScratchSettings(FeatureSettings.WIDE_BAND, 0, 0, 60, 120, 20, 0.01, 5, 5, 0.05, 1, 1);

  private static final int MOST_TIED_STATES = 20_000;
  private static final int MOST_GAUSSIANS = 64;

  public ScratchSettings {
    require(tiedStates >= 0 && tiedStates <= MOST_TIED_STATES, "tiedStates", tiedStates);
    require(
        gaussians >= 0 && gaussians <= MOST_GAUSSIANS && Integer.bitCount(gaussians) <= 1,
        "gaussians",
        gaussians);
    require(fewestFramesOfState >= 10, "fewestFramesOfState", fewestFramesOfState);
    require(smallestGain >= 0, "smallestGain", smallestGain);
    require(fewestFramesOfGaussian >= 5, "fewestFramesOfGaussian", fewestFramesOfGaussian);
    require(varianceFloor > 0 && varianceFloor < 1, "varianceFloor", varianceFloor);
    require(fewestMinutes > 0, "fewestMinutes", fewestMinutes);
    require(fewestOfPhone >= 3, "fewestOfPhone", fewestOfPhone);
    require(testShare >= 0 && testShare <= 0.5, "testShare", testShare);
    require(threads >= 1 && threads <= 256, "threads", threads);
  }

  public ScratchSettings withThreads(int newThreads) {
    return new ScratchSettings(
        features,
        tiedStates,
        gaussians,
        fewestFramesOfState,
        smallestGain,
        fewestFramesOfGaussian,
        varianceFloor,
        fewestMinutes,
        fewestOfPhone,
        testShare,
        seed,
        newThreads);
  }

  public ScratchSettings withSeed(long newSeed) {
    return new ScratchSettings(
        features,
        tiedStates,
        gaussians,
        fewestFramesOfState,
        smallestGain,
        fewestFramesOfGaussian,
        varianceFloor,
        fewestMinutes,
        fewestOfPhone,
        testShare,
        newSeed,
        threads);
  }

  public ScratchSettings withFeatures(FeatureSettings newFeatures) {
    return new ScratchSettings(
        newFeatures,
        tiedStates,
        gaussians,
        fewestFramesOfState,
        smallestGain,
        fewestFramesOfGaussian,
        varianceFloor,
        fewestMinutes,
        fewestOfPhone,
        testShare,
        seed,
        threads);
  }

  /**
   * The size of the model.
   *
   * @param states tied states of triphones at most, 0 to let the amount of speech decide
   * @param perState Gaussians of a state at most, 0 to let the amount of speech decide
   */
  public ScratchSettings withSize(int states, int perState) {
    return new ScratchSettings(
        features,
        states,
        perState,
        fewestFramesOfState,
        smallestGain,
        fewestFramesOfGaussian,
        varianceFloor,
        fewestMinutes,
        fewestOfPhone,
        testShare,
        seed,
        threads);
  }

  /** Grows with the root of the speech: 400 for ten minutes, 1,000 for an hour, 3,000 for ten. */
  int tiedStatesFor(long frames) {
    if (tiedStates > 0) {
      return tiedStates;
    }
    return (int) Math.max(100, Math.min(6000, 1.6 * Math.sqrt(frames)));
  }

  /** As many as have thirty frames each on average, 2 to 16. */
  int gaussiansFor(long frames, int states) {
    if (gaussians > 0) {
      return gaussians;
    }
    int most = 2;
    while (most < 16 && frames >= 30L * states * 2 * most) {
      most *= 2;
    }
    return most;
  }

  private static void require(boolean holds, String name, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " out of range: " + value);
    }
  }
}

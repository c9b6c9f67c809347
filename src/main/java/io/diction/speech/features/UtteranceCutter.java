package io.diction.speech.features;

/**
 * Cuts long recordings in pauses, so that utterances have a bounded length and few words are cut in
 * two: in the longest pause that {@link VoiceActivity} finds in time, else where it is quietest.
 * For one thread.
 */
public final class UtteranceCutter {
  /** Longest utterance; a recording up to this length is one utterance. */
  public static final double LONGEST_SECONDS = 30;

  /** A cut comes no earlier: the words before it give the language model its footing. */
  private static final double SHORTEST_SECONDS = 10;

  /** A pause of this length or more is a good place, wherever in it the cut falls. */
  private static final double PAUSE_SECONDS = 0.3;

  private static final int FRAMES_A_SECOND = FeatureSettings.FRAME_RATE_HZ;

  private final int shift;
  private final VoiceActivity activity;
  private final double[] energy = new double[(int) (LONGEST_SECONDS * FRAMES_A_SECOND) + 1];

  public UtteranceCutter(int sampleRateHz) {
    shift = sampleRateHz / FRAMES_A_SECOND;
    activity = new VoiceActivity(sampleRateHz);
  }

  /** Longest utterance in samples. */
  public int longest() {
    return (int) (LONGEST_SECONDS * FRAMES_A_SECOND) * shift;
  }

  /**
   * The length of the next utterance.
   *
   * @param from where it begins
   * @param to one past the last sample known; more than {@link #longest} after {@code from} when
   *     the recording goes on
   * @return samples up to the cut; all of them unless they are more than the longest
   */
  public int cut(float[] samples, int from, int to) {
    if (to - from <= longest()) {
      return to - from;
    }
    int earliest = from + (int) (SHORTEST_SECONDS * FRAMES_A_SECOND) * shift;
    int pause = activity.longestPause(samples, from, earliest, from + longest());
    return pause > from ? pause - from : quietest(samples, from);
  }

  private int quietest(float[] samples, int from) {
    int frames = longest() / shift;
    for (int frame = 0; frame < frames; frame++) {
      double sum = 0;
      int start = from + frame * shift;
      for (int i = start; i < start + shift; i++) {
        sum += samples[i] * samples[i];
      }
      energy[frame] = sum;
    }
    int window = (int) (PAUSE_SECONDS * FRAMES_A_SECOND);
    double inWindow = 0;
    double quietest = Double.MAX_VALUE;
    int best = frames;
    for (int frame = 0; frame < frames; frame++) {
      inWindow += energy[frame] - (frame >= window ? energy[frame - window] : 0);
      boolean lateEnough = frame - window >= SHORTEST_SECONDS * FRAMES_A_SECOND;
      if (lateEnough && inWindow <= quietest) {
        quietest = inWindow;
        best = frame + 1 - window / 2;
      }
    }
    return best * shift;
  }
}

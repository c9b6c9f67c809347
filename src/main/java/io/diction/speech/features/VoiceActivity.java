package io.diction.speech.features;

import java.util.Arrays;

/**
 * Tells stretches of a recording in which somebody may speak from those of silence or steady noise,
 * whatever its level: the energy of speech rises and falls by syllables, that of the rest does not.
 *
 * <p>The loudest frames are compared with the quiet ones of the same stretch. Frames of 10 ms of
 * white noise spread by half a decibel, so 99.5 % of them lie within 2 dB of its tenth percentile;
 * speech as loud as the noise around it reaches beyond 4. In doubt there is a voice. For one
 * thread; allocates only on construction.
 */
public final class VoiceActivity {
  private static final double RISE_DECIBELS = 4;
  private static final double QUIET_SHARE = 0.1;
  private static final double LOUD_SHARE = 0.995;

  /** Shorter stretches have too few frames to judge by. */
  private static final int FEWEST_FRAMES = 200;

  /** Energies below that of a 16 bit sample's last digit are digital silence. */
  private static final double FLOOR = 1e-10;

  private static final int BINS_A_DECIBEL = 10;
  private static final int BINS = 110 * BINS_A_DECIBEL;

  private final int shift;
  private final int[] histogram = new int[BINS];

  public VoiceActivity(int sampleRateHz) {
    shift = sampleRateHz / FeatureSettings.FRAME_RATE_HZ;
  }

  /**
   * Whether somebody may speak.
   *
   * @param samples amplitude, -1 to 1
   * @param from first sample of the stretch
   * @param to one past the last
   */
  public boolean mayHaveVoice(float[] samples, int from, int to) {
    int frames = (to - from) / shift;
    if (frames < FEWEST_FRAMES) {
      return true;
    }
    Arrays.fill(histogram, 0);
    for (int frame = 0; frame < frames; frame++) {
      double energy = 0;
      int start = from + frame * shift;
      for (int i = start; i < start + shift; i++) {
        energy += samples[i] * samples[i];
      }
      double decibels = 10 * StrictMath.log10(Math.max(FLOOR, energy / shift) / FLOOR);
      histogram[Math.min(BINS - 1, (int) (decibels * BINS_A_DECIBEL))]++;
    }
    double rise = (bin(LOUD_SHARE * frames) - bin(QUIET_SHARE * frames)) / (double) BINS_A_DECIBEL;
    return rise >= RISE_DECIBELS;
  }

  private int bin(double rank) {
    int seen = 0;
    for (int bin = 0; bin < BINS; bin++) {
      seen += histogram[bin];
      if (seen > rank) {
        return bin;
      }
    }
    return BINS - 1;
  }
}

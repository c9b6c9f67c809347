package io.diction.speech.features;

import java.util.Arrays;

/**
 * Tells stretches of a recording in which somebody may speak from those of silence or steady noise,
 * whatever its level: the energy of speech rises and falls by syllables, that of the rest does not.
 *
 * <p>The loudest frames are compared with the quiet ones of the same stretch. Frames of 10 ms of
 * white noise spread by half a decibel, so 99.5 % of them lie within 2 dB of its tenth percentile;
 * speech as loud as the noise around it reaches beyond 4. In doubt there is a voice. For one
 * thread; memory grows to the longest stretch that is cut and stays.
 */
public final class VoiceActivity {
  private static final double RISE_DECIBELS = 4;
  private static final double QUIET_SHARE = 0.1;
  private static final double LOUD_SHARE = 0.995;

  /** Of the frames of a talk so many are louder than its pauses by more than this, in decibels. */
  private static final double LOUD_PAUSE_SHARE = 0.8;

  private static final double LEAST_CONTRAST_DECIBELS = 8;

  /** How far from quiet to loud a pause may reach: breath and room are above the quietest tenth. */
  private static final double PAUSE_LEVEL = 0.4;

  private static final double PAUSE_SECONDS = 0.3;

  /** Shorter stretches have too few frames to judge by. */
  private static final int FEWEST_FRAMES = 200;

  /** Energies below that of a 16 bit sample's last digit are digital silence. */
  private static final double FLOOR = 1e-10;

  private static final int BINS_A_DECIBEL = 10;
  private static final int BINS = 110 * BINS_A_DECIBEL;

  private final int shift;
  private final int[] histogram = new int[BINS];
  private double[] levels = new double[0];

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
      double decibels = decibels(samples, from + frame * shift);
      histogram[Math.min(BINS - 1, (int) (decibels * BINS_A_DECIBEL))]++;
    }
    double rise = (bin(LOUD_SHARE * frames) - bin(QUIET_SHARE * frames)) / (double) BINS_A_DECIBEL;
    return rise >= RISE_DECIBELS;
  }

  /**
   * Finds the longest pause in which a stretch may be cut: at least 0.3 seconds as near to the
   * quiet frames of the stretch as to its loud ones or nearer, whatever their level.
   *
   * @param from first sample of the stretch, by which quiet and loud are judged
   * @param earliest no cut before
   * @param to one past its last sample
   * @return the sample in the middle of the pause, the last of equally long ones; -1 where nothing
   *     is a pause, as in music or steady noise
   */
  public int longestPause(float[] samples, int from, int earliest, int to) {
    int frames = (to - from) / shift;
    if (frames < FEWEST_FRAMES) {
      return -1;
    }
    if (levels.length < frames) {
      levels = new double[frames];
    }
    Arrays.fill(histogram, 0);
    for (int frame = 0; frame < frames; frame++) {
      levels[frame] = decibels(samples, from + frame * shift);
      histogram[Math.min(BINS - 1, (int) (levels[frame] * BINS_A_DECIBEL))]++;
    }
    double quiet = bin(QUIET_SHARE * frames) / (double) BINS_A_DECIBEL;
    double loud = bin(LOUD_PAUSE_SHARE * frames) / (double) BINS_A_DECIBEL;
    if (loud - quiet < LEAST_CONTRAST_DECIBELS) {
      return -1;
    }
    double threshold = quiet + PAUSE_LEVEL * (loud - quiet);
    int longest = (int) (PAUSE_SECONDS * FeatureSettings.FRAME_RATE_HZ) - 1;
    int best = -1;
    int begun = -1;
    for (int frame = 0; frame <= frames; frame++) {
      boolean pause = frame < frames && isPause(frame, frames, threshold);
      if (pause && begun < 0) {
        begun = frame;
      } else if (!pause && begun >= 0) {
        int middle = from + (begun + frame) / 2 * shift;
        if (frame - begun >= Math.max(longest, 1) && middle >= earliest) {
          longest = frame - begun;
          best = middle;
        }
        begun = -1;
      }
    }
    return best;
  }

  /** A click does not end a pause: the median of five frames counts. */
  private boolean isPause(int frame, int frames, double threshold) {
    int quiet = 0;
    for (int near = Math.max(0, frame - 2); near <= Math.min(frames - 1, frame + 2); near++) {
      quiet += levels[near] < threshold ? 1 : 0;
    }
    return quiet >= 3;
  }

  private double decibels(float[] samples, int start) {
    double energy = 0;
    for (int i = start; i < start + shift; i++) {
      energy += samples[i] * samples[i];
    }
    return 10 * StrictMath.log10(Math.max(FLOOR, energy / shift) / FLOOR);
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

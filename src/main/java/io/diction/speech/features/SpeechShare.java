package io.diction.speech.features;

import io.diction.speech.audio.Audio;
import java.util.Arrays;

/**
 * Estimates in what share of a recording somebody speaks, while samples at 16 kHz pass by.
 *
 * <p>Stretches of five seconds in which nothing rises and falls as speech does ({@link
 * VoiceActivity}) have none, whatever their level: hum, noise and silence. In the others the frames
 * nearer to the loud ones than to the quiet ones count, and pauses up to 0.3 seconds between them.
 * Music counts as speech. For one thread; 400 KB whatever the length.
 */
public final class SpeechShare {
  private static final int FRAME = Audio.RECOGNITION_RATE_HZ / FeatureSettings.FRAME_RATE_HZ;
  private static final int FRAMES = 5 * FeatureSettings.FRAME_RATE_HZ;
  private static final int LONGEST_GAP = (int) (0.3 * FeatureSettings.FRAME_RATE_HZ);

  /** Of shorter stretches nobody can say what is quiet in them. */
  private static final int FEWEST_FRAMES = 50;

  private static final double QUIET_SHARE = 0.1;
  private static final double LOUD_SHARE = 0.8;

  /** How far from quiet to loud speech begins. */
  private static final double LEVEL = 0.4;

  /** Below, nobody would understand a word. */
  private static final double FAINTEST_DB = -65;

  private final VoiceActivity activity = new VoiceActivity(Audio.RECOGNITION_RATE_HZ);
  private final float[] stretch = new float[FRAMES * FRAME];
  private final double[] levels = new double[FRAMES];
  private int filled;
  private long speech;
  private long frames;

  /** Takes the next samples. */
  public void add(float[] samples, int length) {
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, stretch.length - filled);
      System.arraycopy(samples, done, stretch, filled, count);
      done += count;
      filled += count;
      if (filled == stretch.length) {
        judge();
      }
    }
  }

  /** Of everything taken, 0 to 1; the last call, as it judges what is left. */
  public double share() {
    judge();
    return frames == 0 ? 0 : (double) speech / frames;
  }

  private void judge() {
    int count = filled / FRAME;
    filled = 0;
    frames += count;
    if (count < FEWEST_FRAMES || !activity.mayHaveVoice(stretch, 0, count * FRAME)) {
      return;
    }
    for (int frame = 0; frame < count; frame++) {
      levels[frame] = decibels(frame * FRAME);
    }
    double[] sorted = Arrays.copyOf(levels, count);
    Arrays.sort(sorted);
    double quiet = sorted[(int) (QUIET_SHARE * count)];
    double loud = sorted[(int) (LOUD_SHARE * count)];
    if (loud > FAINTEST_DB) {
      speech += countAbove(quiet + LEVEL * (loud - quiet), count);
    }
  }

  private long countAbove(double threshold, int count) {
    long above = 0;
    int last = Integer.MIN_VALUE / 2;
    for (int frame = 0; frame < count; frame++) {
      if (levels[frame] >= threshold) {
        above += frame - last <= LONGEST_GAP ? frame - last : 1;
        last = frame;
      }
    }
    return above;
  }

  private double decibels(int start) {
    double energy = 0;
    for (int i = start; i < start + FRAME; i++) {
      energy += stretch[i] * stretch[i];
    }
    return 10 * Math.log10(Math.max(1e-10, energy / FRAME));
  }
}

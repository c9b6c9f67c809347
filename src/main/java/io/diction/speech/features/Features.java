package io.diction.speech.features;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an acoustic model looks at: for each frame of 10 ms the cepstra less their mean over the
 * recording, their slopes and the slopes' slopes.
 *
 * <p>Slopes are differences over four frames, c(t+2) - c(t-2), their slopes d(t+1) - d(t-1); at
 * both ends the nearest frame stands in. Reusable, for one thread; memory grows to the longest
 * recording and stays.
 */
public final class Features {
  private static final int SLOPE_FRAMES = 2;

  private final FeatureSettings settings;
  private final CepstrumExtractor extractor;
  private float[] cepstra = new float[0];
  private float[] values = new float[0];
  private int frames;
  private final double[] sums;

  public Features(FeatureSettings settings) {
    this(settings, null);
  }

  /**
   * @param extension guesses what a telephone took away; null leaves it out
   */
  public Features(FeatureSettings settings, @Nullable BandExtension extension) {
    this.settings = settings;
    extractor = new CepstrumExtractor(settings, extension);
    sums = new double[settings.cepstra()];
  }

  /**
   * Computes the features of a part of a recording, in place of those held before.
   *
   * @param samples amplitude, -1 to 1, at the rate of the settings
   * @param from first sample
   * @param to one past the last sample
   */
  public void compute(float[] samples, int from, int to) {
    frames = extractor.frames(to - from);
    makeRoom();
    extractor.extract(samples, from, to, cepstra);
    subtractMean();
    derive();
  }

  /**
   * Takes cepstra that were computed before.
   *
   * @param normalised [frame * cepstra + i], less their mean, as {@link #cepstra} gave
   */
  public void load(float[] normalised) {
    frames = normalised.length / settings.cepstra();
    makeRoom();
    System.arraycopy(normalised, 0, cepstra, 0, normalised.length);
    derive();
  }

  /** A copy of the cepstra less their mean, from which {@link #load} makes the same features. */
  public float[] cepstra() {
    return Arrays.copyOf(cepstra, frames * settings.cepstra());
  }

  private void makeRoom() {
    int size = settings.cepstra();
    if (values.length < frames * 3 * size) {
      int room = frames + frames / 4;
      cepstra = new float[room * size];
      values = new float[room * 3 * size];
    }
  }

  private void derive() {
    int size = settings.cepstra();
    for (int frame = 0; frame < frames; frame++) {
      int at = frame * 3 * size;
      for (int i = 0; i < size; i++) {
        values[at + i] = cepstrum(frame, i);
        values[at + size + i] =
            cepstrum(frame + SLOPE_FRAMES, i) - cepstrum(frame - SLOPE_FRAMES, i);
        values[at + 2 * size + i] =
            cepstrum(frame + SLOPE_FRAMES + 1, i)
                - cepstrum(frame - SLOPE_FRAMES + 1, i)
                - cepstrum(frame + SLOPE_FRAMES - 1, i)
                + cepstrum(frame - SLOPE_FRAMES - 1, i);
      }
    }
  }

  /** Frames computed last. */
  public int frames() {
    return frames;
  }

  /** Numbers in a frame. */
  public int dimension() {
    return 3 * settings.cepstra();
  }

  /** [frame * {@link #dimension()} + i]; may be longer than the frames need. Not to be written. */
  public float[] values() {
    return values;
  }

  private float cepstrum(int frame, int i) {
    int nearest = Math.max(0, Math.min(frames - 1, frame));
    return cepstra[nearest * settings.cepstra() + i];
  }

  /** Frames without energy (digital silence) say nothing of the channel and are left out. */
  private void subtractMean() {
    int size = settings.cepstra();
    int heard = 0;
    Arrays.fill(sums, 0);
    for (int frame = 0; frame < frames; frame++) {
      if (cepstra[frame * size] >= 0) {
        heard++;
        for (int i = 0; i < size; i++) {
          sums[i] += cepstra[frame * size + i];
        }
      }
    }
    if (heard == 0) {
      return;
    }
    for (int frame = 0; frame < frames; frame++) {
      for (int i = 0; i < size; i++) {
        cepstra[frame * size + i] -= (float) (sums[i] / heard);
      }
    }
  }
}

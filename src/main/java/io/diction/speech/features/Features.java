package io.diction.speech.features;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.Resampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an acoustic model looks at: for each frame of 10 ms the cepstra less their mean over the
 * recording, their slopes and the slopes' slopes. Of a recording of narrow band, such as a
 * telephone gives whatever its sample rate says, they are those of {@link NarrowBand}.
 *
 * <p>A model of another sample rate, as telephone models of 8 kHz, gets the samples at that rate.
 *
 * <p>Slopes are differences over four frames, c(t+2) - c(t-2), their slopes d(t+1) - d(t-1); at
 * both ends the nearest frame stands in. Reusable, for one thread; memory grows to the longest
 * recording and stays.
 */
public final class Features {
  private static final int SLOPE_FRAMES = 2;

  private final FeatureSettings settings;
  private final CepstrumExtractor extractor;

  /** Null for a model of the rate of all recordings. */
  private final @Nullable Resampler resampler;

  private float[] resampled = new float[0];
  private float[] cepstra = new float[0];
  private float[] values = new float[0];
  private int frames;
  private int filters;
  private final double[] sums;

  public Features(FeatureSettings settings) {
    this(settings, null);
  }

  /**
   * @param extension guesses what a telephone took away; null takes all recordings as of full
   *     bandwidth
   */
  public Features(FeatureSettings settings, @Nullable BandExtension extension) {
    this.settings = settings;
    extractor = new CepstrumExtractor(settings, extension);
    resampler =
        settings.sampleRateHz() == Audio.RECOGNITION_RATE_HZ
            ? null
            : new Resampler(Audio.RECOGNITION_RATE_HZ, settings.sampleRateHz());
    filters = settings.filters();
    sums = new double[settings.cepstra()];
  }

  /**
   * Computes the features of a part of a recording, in place of those held before.
   *
   * @param samples amplitude, -1 to 1, at {@link Audio#RECOGNITION_RATE_HZ}
   * @param from first sample
   * @param to one past the last sample
   */
  public void compute(float[] samples, int from, int to) {
    if (resampler == null) {
      extract(samples, from, to);
    } else {
      int length = resampler.resampled(to - from);
      if (resampled.length < length) {
        resampled = new float[length + length / 4];
      }
      extract(resampled, 0, resampler.resample(samples, from, to, resampled));
    }
  }

  private void extract(float[] samples, int from, int to) {
    frames = extractor.frames(to - from);
    makeRoom();
    extractor.extract(samples, from, to, cepstra);
    filters = extractor.known();
    subtractMean();
    derive();
  }

  /**
   * Mel filters from below that carry something in the recording computed last; fewer than all when
   * it is of narrow band. Gaussians that score its features must be those of so many filters.
   */
  public int filters() {
    return filters;
  }

  /** Whether the recording computed last carries nothing in the upper filters. */
  public boolean isNarrow() {
    return filters < settings.filters();
  }

  /** Hertz below which the recording computed last carries something, when it is narrow. */
  public double bandwidthHz() {
    return extractor.bandwidthHz();
  }

  /**
   * Puts features of all filters in place of those of a narrow band, the missing filters guessed:
   * for whoever mixes recordings of several bands.
   */
  public void widen() {
    if (isNarrow()) {
      filters = settings.filters();
      extractor.extractWhole(cepstra);
      subtractMean();
      derive();
    }
  }

  /**
   * Takes cepstra that were computed before.
   *
   * @param normalised [frame * cepstra + i], less their mean, as {@link #cepstra} gave
   */
  public void load(float[] normalised) {
    frames = normalised.length / settings.cepstra();
    filters = settings.filters();
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

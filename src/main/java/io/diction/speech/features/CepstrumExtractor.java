package io.diction.speech.features;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Mel-frequency cepstral coefficients as CMU Sphinx computes them.
 *
 * <p>Pre-emphasis over the frame, Hamming window, power spectrum, triangular filters of unit area
 * equally spaced on the mel scale (2595 log10(1 + f / 700)) and rounded to the bins of the Fourier
 * transform, optionally {@link NoiseSuppression}, logarithm, orthonormal cosine transform, sine
 * lifter (S. Davis and P. Mermelstein, "Comparison of Parametric Representations for Monosyllabic
 * Word Recognition", IEEE Trans. ASSP 28(4), 1980).
 *
 * <p>For one thread; memory grows to the longest recording and stays.
 */
public final class CepstrumExtractor {
  /** Models are trained on the scale of 16 bit integers. */
  private static final double FULL_SCALE = 32768;

  /** Keeps the logarithm of silence finite; part of what the models were trained with. */
  private static final double LOG_FLOOR = 1e-4;

  /** 50 dB below the strongest filter it is the side lobes of the window that are seen. */
  private static final double BAND_FLOOR = 1e-5;

  /** Clicks and the edges of cuts are in all filters, but in few frames. */
  private static final int FRAMES_TO_ONE_HEARD = 100;

  /** Fewer filters tell hardly any phones apart. */
  private static final int FEWEST_KNOWN = 6;

  /** Fewer empty filters at the top are a matter of the channel, which the mean takes care of. */
  private static final int FEWEST_EMPTY = 3;

  private final FeatureSettings settings;
  private final int frameLength;
  private final int size;
  private final double[] window;
  private final double[] real;
  private final double[] imaginary;
  private final double[] cos;
  private final double[] sin;
  private final double[] power;
  private final double[] mel;

  /** Per filter, the first bin it covers; its weights lie from {@code weightStart}. */
  private final int[] firstBin;

  private final int[] weightStart;
  private final double[] weights;

  /** [cepstrum * filters + filter], normalisation and lifter included. */
  private final double[] transform;

  /** The same for the lower filters of a recording of narrow band. */
  private double[] narrow = new double[0];

  private final NoiseSuppression noise;
  private final @Nullable BandExtension extension;

  /** [frame * filters + filter] logarithms of the recording's power. */
  private double[] logMel = new double[0];

  private int frames;
  private int known;

  public CepstrumExtractor(FeatureSettings settings) {
    this(settings, null);
  }

  /**
   * @param extension guesses the filters above a recording's true bandwidth when asked to; null
   *     takes all recordings as of full bandwidth
   */
  public CepstrumExtractor(FeatureSettings settings, @Nullable BandExtension extension) {
    this.settings = settings;
    this.extension = extension;
    frameLength = settings.frameLength();
    size = Integer.highestOneBit(frameLength - 1) << 1;
    window = new double[frameLength];
    for (int i = 0; i < frameLength; i++) {
      window[i] = 0.54 - 0.46 * StrictMath.cos(2 * Math.PI * i / (frameLength - 1.0));
    }
    real = new double[size];
    imaginary = new double[size];
    cos = new double[size / 2];
    sin = new double[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cos[i] = StrictMath.cos(2 * Math.PI * i / size);
      sin[i] = StrictMath.sin(2 * Math.PI * i / size);
    }
    power = new double[size / 2 + 1];
    mel = new double[settings.filters()];
    firstBin = new int[settings.filters()];
    weightStart = new int[settings.filters() + 1];
    weights = layFilters();
    transform = NarrowBand.transform(settings, settings.filters());
    noise = new NoiseSuppression(settings.filters());
  }

  /** Frames in a recording; a last, partly filled one counts. */
  public int frames(int samples) {
    if (samples < frameLength) {
      return samples > 0 ? 1 : 0;
    }
    int shift = settings.frameShift();
    int whole = 1 + (samples - frameLength) / shift;
    return whole * shift < samples ? whole + 1 : whole;
  }

  /**
   * Computes the cepstra of a recording: of all filters, or as {@link NarrowBand} says of those
   * below its true bandwidth.
   *
   * @param samples amplitude, -1 to 1
   * @param cepstra receives [frame * {@link FeatureSettings#cepstra()} + coefficient]
   * @return frames written
   */
  public int extract(float[] samples, int from, int to, float[] cepstra) {
    noise.reset();
    frames = frames(to - from);
    if (logMel.length < frames * mel.length) {
      logMel = new double[(frames + frames / 4) * mel.length];
    }
    for (int frame = 0; frame < frames; frame++) {
      int start = from + frame * settings.frameShift();
      loadFrame(samples, start, Math.min(start + frameLength, to), start > from);
      fourier();
      filter();
      System.arraycopy(mel, 0, logMel, frame * mel.length, mel.length);
    }
    known = extension == null ? mel.length : knownFilters();
    for (int frame = 0; frame < frames; frame++) {
      int at = frame * mel.length;
      if (settings.suppressNoise()) {
        noise.apply(logMel, at, known);
      }
      for (int filter = 0; filter < known; filter++) {
        logMel[at + filter] = StrictMath.log(logMel[at + filter] + LOG_FLOOR);
      }
    }
    if (known < mel.length) {
      if (narrow.length != settings.cepstra() * known) {
        narrow = NarrowBand.transform(settings, known);
      }
      transform(narrow, known, NarrowBand.cepstra(settings, known), cepstra);
    } else {
      transform(transform, known, settings.cepstra(), cepstra);
    }
    return frames;
  }

  /** Filters from below that carry something in the recording computed last. */
  int known() {
    return known;
  }

  /** Hertz below which the recording computed last carries something. */
  double bandwidthHz() {
    double low = toMel(settings.lowerHz());
    double width = (toMel(settings.upperHz()) - low) / (settings.filters() + 1);
    return fromMel(low + (known + 1) * width);
  }

  /** The cepstra of all filters of the recording computed last, the unknown ones guessed. */
  void extractWhole(float[] cepstra) {
    if (extension != null && known < mel.length) {
      extension.extend(logMel, frames, known);
    }
    transform(transform, mel.length, settings.cepstra(), cepstra);
  }

  /**
   * Filters from below that carry something; all of them unless the recording is of narrow band:
   * then the one in which its band ends does not count either.
   */
  private int knownFilters() {
    double strongest = 0;
    for (int i = 0; i < frames * mel.length; i++) {
      strongest = Math.max(strongest, logMel[i]);
    }
    int last = mel.length - 1;
    while (last > 0 && !isHeard(last, strongest * BAND_FLOOR)) {
      last--;
    }
    return mel.length - 1 - last >= FEWEST_EMPTY && last >= FEWEST_KNOWN ? last : mel.length;
  }

  private boolean isHeard(int filter, double floor) {
    int heard = 0;
    for (int frame = 0; frame < frames; frame++) {
      heard += logMel[frame * mel.length + filter] > floor ? 1 : 0;
    }
    return heard * FRAMES_TO_ONE_HEARD > frames;
  }

  private void loadFrame(float[] samples, int start, int end, boolean continued) {
    double before = continued ? samples[start - 1] * FULL_SCALE : 0;
    int length = end - start;
    for (int i = 0; i < length; i++) {
      double sample = samples[start + i] * FULL_SCALE;
      real[i] = (sample - settings.preEmphasis() * before) * window[i];
      before = sample;
    }
    for (int i = length; i < size; i++) {
      real[i] = 0;
    }
    for (int i = 0; i < size; i++) {
      imaginary[i] = 0;
    }
  }

  /** Radix-2 transform in place, then the power of each bin. */
  private void fourier() {
    int reversed = 0;
    for (int i = 0; i < size - 1; i++) {
      if (i < reversed) {
        double swap = real[i];
        real[i] = real[reversed];
        real[reversed] = swap;
      }
      int bit = size >> 1;
      while ((reversed & bit) != 0) {
        reversed ^= bit;
        bit >>= 1;
      }
      reversed |= bit;
    }
    for (int half = 1; half < size; half <<= 1) {
      int step = size / (2 * half);
      for (int block = 0; block < size; block += 2 * half) {
        for (int i = 0; i < half; i++) {
          double c = cos[i * step];
          double s = sin[i * step];
          int low = block + i;
          int high = low + half;
          double re = real[high] * c + imaginary[high] * s;
          double im = imaginary[high] * c - real[high] * s;
          real[high] = real[low] - re;
          imaginary[high] = imaginary[low] - im;
          real[low] += re;
          imaginary[low] += im;
        }
      }
    }
    for (int i = 0; i < power.length; i++) {
      power[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
    }
  }

  private void filter() {
    for (int filter = 0; filter < mel.length; filter++) {
      int bin = firstBin[filter];
      double sum = 0;
      for (int i = weightStart[filter]; i < weightStart[filter + 1]; i++) {
        sum += weights[i] * power[bin++];
      }
      mel[filter] = sum;
    }
  }

  private void transform(double[] rows, int filters, int coefficients, float[] cepstra) {
    for (int frame = 0; frame < frames; frame++) {
      int from = frame * mel.length;
      int at = frame * settings.cepstra();
      for (int i = 0; i < settings.cepstra(); i++) {
        double sum = 0;
        int row = i * filters;
        for (int filter = 0; i < coefficients && filter < filters; filter++) {
          sum += rows[row + filter] * logMel[from + filter];
        }
        cepstra[at + i] = (float) sum;
      }
    }
  }

  private double[] layFilters() {
    double low = toMel(settings.lowerHz());
    double width = (toMel(settings.upperHz()) - low) / (settings.filters() + 1);
    double binHz = (double) settings.sampleRateHz() / size;
    double[] all = new double[settings.filters() * power.length];
    int used = 0;
    for (int filter = 0; filter < settings.filters(); filter++) {
      double left = toBin(fromMel(low + filter * width), binHz);
      double centre = toBin(fromMel(low + (filter + 1) * width), binHz);
      double right = toBin(fromMel(low + (filter + 2) * width), binHz);
      weightStart[filter] = used;
      firstBin[filter] = (int) (left / binHz + 0.5);
      for (int bin = firstBin[filter]; bin < power.length && bin * binHz <= right; bin++) {
        double hz = bin * binHz;
        double rising = centre > left ? (hz - left) / (centre - left) : 1;
        double falling = right > centre ? (right - hz) / (right - centre) : 1;
        all[used++] = Math.min(rising, falling) * 2 / Math.max(right - left, binHz);
      }
    }
    weightStart[settings.filters()] = used;
    return Arrays.copyOf(all, used);
  }

  private static double toBin(double hz, double binHz) {
    return (int) (hz / binHz + 0.5) * binHz;
  }

  private static double toMel(double hz) {
    return 2595 * StrictMath.log10(1 + hz / 700);
  }

  private static double fromMel(double mel) {
    return 700 * (StrictMath.pow(10, mel / 2595) - 1);
  }
}

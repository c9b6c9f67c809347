package io.diction.speech.audio;

/**
 * Measures {@link AudioQuality} while samples at 16 kHz pass by, for whoever reads them anyway. For
 * one thread; a few kilobytes of memory whatever the length.
 *
 * <p>Levels are taken over frames of 20 ms and kept as a histogram of decibels: noise is its tenth
 * percentile, the signal is the mean power of the frames at least 6 dB above it. (The same idea as
 * the NIST speech quality tools' signal-to-noise measurement, with percentiles instead of a fitted
 * curve.) Bandwidth is read off the mean spectrum of loud frames: the highest band less than 60 dB
 * below the strongest.
 */
public final class AudioQualityMeter {
  private static final int FRAME = Audio.RECOGNITION_RATE_HZ / 50;
  private static final double FLOOR_DB = -100;
  private static final double BINS_PER_DB = 2;
  private static final int BINS = (int) (-FLOOR_DB * BINS_PER_DB) + 1;

  /** A pause of an exact zero says nothing about the microphone: 16 bits end about here. */
  private static final double QUIETEST_NOISE_DB = -90;

  private static final double NOISE_PERCENTILE = 0.1;
  private static final double SPEECH_ABOVE_NOISE_DB = 6;

  /** Below this distance nobody can tell pauses from speech. */
  private static final double LEAST_CONTRAST_DB = 10;

  private static final float CLIPPED = 0.985f;
  private static final int CLIPPED_RUN = 3;

  private static final int SPECTRUM_EVERY = 5;
  private static final double LOUD_DB = 30;
  private static final double BAND_FLOOR_DB = 60;
  private static final int TRANSFORM = 512;
  private static final int BAND = 4;
  private static final Fourier FOURIER = new Fourier(TRANSFORM);
  private static final double[] WINDOW = window();

  private final long[] histogram = new long[BINS];
  private final double[] power = new double[BINS];
  private final float[] frame = new float[FRAME];
  private final double[] spectrum = new double[TRANSFORM / 2];
  private final double[] real = new double[TRANSFORM];
  private final double[] imaginary = new double[TRANSFORM];
  private int filled;
  private long samples;
  private long frames;
  private long clipped;
  private int run;
  private double energy;
  private float peak;
  private double loudestDb = FLOOR_DB;

  /** Takes the next samples. */
  public void add(float[] block, int length) {
    for (int t = 0; t < length; t++) {
      float sample = block[t];
      float size = Math.abs(sample);
      peak = Math.max(peak, size);
      energy += (double) sample * sample;
      if (size >= CLIPPED) {
        run++;
        clipped += run == CLIPPED_RUN ? CLIPPED_RUN : run > CLIPPED_RUN ? 1 : 0;
      } else {
        run = 0;
      }
      frame[filled++] = sample;
      if (filled == FRAME) {
        endFrame();
      }
    }
    samples += length;
  }

  /** Of everything taken so far. */
  public AudioQuality quality() {
    double noise = noiseDb();
    double signal = signalDb(noise);
    double contrast = signal - noise;
    return new AudioQuality(
        (double) samples / Audio.RECOGNITION_RATE_HZ,
        peak,
        samples == 0 ? 0 : (double) clipped / samples,
        decibels(samples == 0 ? 0 : energy / samples),
        frames < 25 ? Double.NaN : Math.max(0, Math.min(100, signalToNoise(signal, noise))),
        silenceShare(noise, contrast),
        bandwidth());
  }

  private void endFrame() {
    double sum = 0;
    for (int t = 0; t < FRAME; t++) {
      sum += (double) frame[t] * frame[t];
    }
    double mean = sum / FRAME;
    double level = decibels(mean);
    int bin = (int) Math.min(BINS - 1, Math.max(0, (level - FLOOR_DB) * BINS_PER_DB));
    histogram[bin]++;
    power[bin] += mean;
    loudestDb = Math.max(loudestDb, level);
    if (frames % SPECTRUM_EVERY == 0 && level > FLOOR_DB && level > loudestDb - LOUD_DB) {
      addSpectrum();
    }
    frames++;
    filled = 0;
  }

  private double noiseDb() {
    long rank = (long) Math.ceil(NOISE_PERCENTILE * frames);
    long seen = 0;
    for (int bin = 0; bin < BINS; bin++) {
      seen += histogram[bin];
      if (seen >= rank && seen > 0) {
        return Math.max(QUIETEST_NOISE_DB, centre(bin));
      }
    }
    return QUIETEST_NOISE_DB;
  }

  private double signalDb(double noise) {
    double sum = 0;
    long count = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (centre(bin) >= noise + SPEECH_ABOVE_NOISE_DB) {
        sum += power[bin];
        count += histogram[bin];
      }
    }
    return count == 0 ? noise : decibels(sum / count);
  }

  /** The signal's frames hold the noise as well. */
  private static double signalToNoise(double signal, double noise) {
    double ratio = Math.pow(10, (signal - noise) / 10) - 1;
    return ratio <= 1 ? 0 : 10 * Math.log10(ratio);
  }

  private double silenceShare(double noise, double contrast) {
    if (frames == 0) {
      return 0;
    }
    if (loudestDb <= QUIETEST_NOISE_DB + LEAST_CONTRAST_DB) {
      return 1;
    }
    if (contrast < LEAST_CONTRAST_DB) {
      return 0;
    }
    long silent = 0;
    for (int bin = 0; bin < BINS; bin++) {
      silent += centre(bin) < noise + contrast / 2 ? histogram[bin] : 0;
    }
    return (double) silent / frames;
  }

  private double bandwidth() {
    double strongest = 0;
    for (int band = 0; band < spectrum.length / BAND; band++) {
      strongest = Math.max(strongest, bandPower(band));
    }
    double floor = strongest * Math.pow(10, -BAND_FLOOR_DB / 10);
    for (int band = spectrum.length / BAND - 1; band >= 0 && strongest > 0; band--) {
      if (bandPower(band) > floor) {
        return (band + 1) * BAND * (double) Audio.RECOGNITION_RATE_HZ / TRANSFORM;
      }
    }
    return 0;
  }

  private double bandPower(int band) {
    double sum = 0;
    for (int k = band * BAND; k < (band + 1) * BAND; k++) {
      sum += spectrum[k];
    }
    return sum;
  }

  private static double[] window() {
    double[] window = new double[FRAME];
    for (int t = 0; t < FRAME; t++) {
      window[t] = 0.5 - 0.5 * Math.cos(2 * Math.PI * t / (FRAME - 1));
    }
    return window;
  }

  /**
   * Power spectrum of the frame under a Hann window, whose side lobes fall fast enough for 60 dB.
   */
  private void addSpectrum() {
    for (int t = 0; t < TRANSFORM; t++) {
      real[t] = t < FRAME ? frame[t] * WINDOW[t] : 0;
      imaginary[t] = 0;
    }
    FOURIER.transform(real, imaginary);
    for (int k = 0; k < spectrum.length; k++) {
      spectrum[k] += real[k] * real[k] + imaginary[k] * imaginary[k];
    }
  }

  private static double centre(int bin) {
    return FLOOR_DB + (bin + 0.5) / BINS_PER_DB;
  }

  private static double decibels(double meanSquare) {
    return meanSquare <= 1e-10 ? FLOOR_DB : 10 * Math.log10(meanSquare);
  }
}

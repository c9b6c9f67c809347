package io.diction.speech.audio;

/**
 * Integrated loudness of samples at 16 kHz that pass by, in LUFS.
 *
 * <p>After Recommendation ITU-R BS.1770-4 (10/2015), annex 1: K-weighting, mean square over blocks
 * of 400 ms that overlap by 75 %, an absolute gate at -70 LUFS and a relative one 10 LU below what
 * passes that. The two filters of the weighting are given there for 48 kHz alone; they are made for
 * 16 kHz from the analogue filters that those are the bilinear transforms of. What is measured is
 * the mean of the channels as one channel, which is what recognition hears: a stereo programme,
 * whose channels the standard adds up, reads 3 LU more elsewhere. A sine of 997 Hz at full scale is
 * -3.01 LUFS.
 *
 * <p>Blocks are kept as a histogram by a tenth of a decibel, so that memory does not depend on the
 * length. For one thread.
 */
public final class LoudnessMeter {
  private static final int STEP = Audio.RECOGNITION_RATE_HZ / 10;
  private static final int STEPS = 4;
  private static final double OFFSET = -0.691;
  private static final double ABSOLUTE_GATE = -70;
  private static final double RELATIVE_GATE = -10;
  private static final int BINS_A_DECIBEL = 10;
  private static final int BINS = 80 * BINS_A_DECIBEL;

  private final Biquad shelf = Biquad.shelf();
  private final Biquad highPass = Biquad.highPass();
  private final double[] steps = new double[STEPS];
  private final long[] blocks = new long[BINS];
  private final double[] power = new double[BINS];
  private double sum;
  private int filled;
  private long done;

  /** Takes the next samples. */
  public void add(float[] samples, int length) {
    for (int t = 0; t < length; t++) {
      double weighted = highPass.next(shelf.next(samples[t]));
      sum += weighted * weighted;
      if (++filled == STEP) {
        endStep();
      }
    }
  }

  private void endStep() {
    steps[(int) (done++ % STEPS)] = sum;
    sum = 0;
    filled = 0;
    if (done < STEPS) {
      return;
    }
    double mean = 0;
    for (double step : steps) {
      mean += step;
    }
    mean /= (double) STEPS * STEP;
    double loudness = loudness(mean);
    if (loudness > ABSOLUTE_GATE) {
      int bin = (int) ((loudness - ABSOLUTE_GATE) * BINS_A_DECIBEL);
      blocks[Math.min(BINS - 1, bin)]++;
      power[Math.min(BINS - 1, bin)] += mean;
    }
  }

  /**
   * Loudness of everything taken so far.
   *
   * @return NaN for what is shorter than a block of 0.4 s, or nowhere above the absolute gate
   */
  public double lufs() {
    double mean = meanFrom(0);
    if (Double.isNaN(mean)) {
      return Double.NaN;
    }
    double gate = loudness(mean) + RELATIVE_GATE;
    return loudness(meanFrom(Math.max(0, (int) ((gate - ABSOLUTE_GATE) * BINS_A_DECIBEL))));
  }

  private double meanFrom(int lowest) {
    double total = 0;
    long count = 0;
    for (int bin = lowest; bin < BINS; bin++) {
      total += power[bin];
      count += blocks[bin];
    }
    return count == 0 ? Double.NaN : total / count;
  }

  private static double loudness(double meanSquare) {
    return OFFSET + 10 * Math.log10(meanSquare);
  }

  /** A filter of the second order, transposed direct form II. */
  private static final class Biquad {
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double z1;
    private double z2;

    private Biquad(double b0, double b1, double b2, double a1, double a2) {
      this.b0 = b0;
      this.b1 = b1;
      this.b2 = b2;
      this.a1 = a1;
      this.a2 = a2;
    }

    /** The head: 4 dB more above 1.7 kHz. Values that give the standard's own at 48 kHz. */
    static Biquad shelf() {
      double q = 0.7071752369554196;
      double gain = Math.pow(10, 3.999843853973347 / 20);
      double middle = Math.pow(gain, 0.4996667741545416);
      double k = Math.tan(Math.PI * 1681.974450955533 / Audio.RECOGNITION_RATE_HZ);
      double a0 = 1 + k / q + k * k;
      return new Biquad(
          (gain + middle * k / q + k * k) / a0,
          2 * (k * k - gain) / a0,
          (gain - middle * k / q + k * k) / a0,
          2 * (k * k - 1) / a0,
          (1 - k / q + k * k) / a0);
    }

    /** The revised low-frequency B curve: nothing below 38 Hz. */
    static Biquad highPass() {
      double q = 0.5003270373238773;
      double k = Math.tan(Math.PI * 38.13547087602444 / Audio.RECOGNITION_RATE_HZ);
      double a0 = 1 + k / q + k * k;
      return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    double next(double x) {
      double y = b0 * x + z1;
      z1 = b1 * x - a1 * y + z2;
      z2 = b2 * x - a2 * y;
      return y;
    }
  }
}

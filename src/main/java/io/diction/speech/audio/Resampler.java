package io.diction.speech.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream by a polyphase low-pass filter: a sinc under a Kaiser window.
 *
 * <p>The stop band begins at half of the lower rate, 90 dB down; the pass band ends 950 Hz below
 * (at 16 kHz: 7050 Hz, above the highest mel filter). Window and length after Oppenheim and
 * Schafer, "Discrete-Time Signal Processing", section 7.5.3. The output is not delayed against the
 * input and has {@code ceil(n * out / in)} samples; at equal rates it is the input unchanged. The
 * filter is made with {@link StrictMath} and summed in a fixed order: the same samples on every
 * machine.
 *
 * <p>For one thread. Memory: the filter (at most 10 MB, usually 200 KB) and one block of input.
 */
public final class Resampler {
  private static final double ATTENUATION_DB = 90;
  private static final double KAISER_BETA = 0.1102 * (ATTENUATION_DB - 8.7);

  /** Zero crossings of the sinc on each side, at the lower rate. */
  private static final int ZERO_CROSSINGS = 48;

  /**
   * Ratios that need more filter phases are replaced by the nearest one that does not: the output
   * then drifts by less than 4 ms an hour, which a recogniser cannot notice.
   */
  private static final int MOST_PHASES = 1_000;

  /** Of a recording in memory, so many samples at a time. */
  private static final int BLOCK = 4_096;

  private final int phases;
  private final int step;
  private final int halfLength;
  private final float[] filter;

  /** Input not yet done with; {@code history[0]} is the input sample number {@code first}. */
  private float[] history;

  private int filled;
  private long first;
  private long taken;
  private long produced;
  private boolean finished;

  public Resampler(int inputRateHz, int outputRateHz) {
    int[] ratio = ratio(outputRateHz, inputRateHz);
    phases = ratio[0];
    step = ratio[1];
    if (inputRateHz == outputRateHz) {
      halfLength = 2;
      filter = new float[] {0, 1, 0, 0};
    } else {
      double lower = Math.min(1.0, (double) outputRateHz / inputRateHz);
      halfLength = 2 * (int) Math.ceil(ZERO_CROSSINGS / lower / 2);
      filter = filter(phases, halfLength, lower);
    }
    history = new float[4 * halfLength];
    reset();
  }

  /** Begins another recording. */
  private void reset() {
    // Silence before the recording, so that the first output is as centred as all others.
    Arrays.fill(history, 0, halfLength, 0);
    filled = halfLength;
    first = -halfLength;
    taken = 0;
    produced = 0;
    finished = false;
  }

  /** Samples that so many become. */
  public int resampled(int samples) {
    return (int) (((long) samples * phases + step - 1) / step);
  }

  /**
   * Resamples a part of a recording in memory, whatever came before it.
   *
   * @param from first sample
   * @param to one past the last sample
   * @param output room for {@link #resampled} of them
   * @return how many there are now
   */
  public int resample(float[] samples, int from, int to, float[] output) {
    reset();
    int written = 0;
    for (int at = from; at < to; at += BLOCK) {
      int length = Math.min(BLOCK, to - at);
      append(samples, at, length);
      taken += length;
      written += pull(output, written, output.length - written);
    }
    finish();
    return written + pull(output, written, output.length - written);
  }

  /** Takes the next input. Everything that can be computed must have been pulled before. */
  void push(float[] samples, int length) {
    append(samples, 0, length);
    taken += length;
  }

  /** No more input: what remains may be pulled. */
  void finish() {
    if (!finished) {
      int silence = halfLength + 1;
      makeRoom(silence);
      Arrays.fill(history, filled, filled + silence, 0);
      filled += silence;
      finished = true;
    }
  }

  /**
   * Computes output as far as the input goes.
   *
   * @return samples written, 0 when more input (or its end) is needed
   */
  int pull(float[] out, int offset, int length) {
    long last = finished ? (taken * phases + step - 1) / step : Long.MAX_VALUE;
    int taps = 2 * halfLength;
    int count = 0;
    while (count < length && produced < last) {
      long position = produced * step;
      long centre = position / phases;
      int start = (int) (centre - halfLength + 1 - first);
      if (start + taps > filled) {
        break;
      }
      int phase = (int) (position % phases);
      out[offset + count] = sum(phase * taps, start, taps);
      count++;
      produced++;
    }
    discard((int) (produced * step / phases - halfLength + 1 - first));
    return count;
  }

  private float sum(int coefficient, int start, int taps) {
    // Four independent sums: additions of floats wait for each other, and the number of taps is a
    // multiple of four.
    float[] h = history;
    float[] f = filter;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int k = 0; k < taps; k += 4) {
      a += f[coefficient + k] * h[start + k];
      b += f[coefficient + k + 1] * h[start + k + 1];
      c += f[coefficient + k + 2] * h[start + k + 2];
      d += f[coefficient + k + 3] * h[start + k + 3];
    }
    return (a + b) + (c + d);
  }

  private void append(float[] samples, int from, int length) {
    makeRoom(length);
    System.arraycopy(samples, from, history, filled, length);
    filled += length;
  }

  private void makeRoom(int length) {
    if (filled + length > history.length) {
      history = Arrays.copyOf(history, Math.max(filled + length, history.length * 3 / 2));
    }
  }

  private void discard(int count) {
    int done = Math.min(count, filled);
    if (done > 0) {
      System.arraycopy(history, done, history, 0, filled - done);
      filled -= done;
      first += done;
    }
  }

  private static float[] filter(int phases, int halfLength, double lower) {
    int taps = 2 * halfLength;
    double transition = (ATTENUATION_DB - 8) / (2.285 * 2 * Math.PI * taps);
    double cutoff = lower / 2 - transition / 2;
    double windowScale = 1 / bessel(KAISER_BETA);
    float[] filter = new float[phases * taps];
    double[] tapValues = new double[taps];
    for (int phase = 0; phase < phases; phase++) {
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        double x = k - halfLength + 1 - (double) phase / phases;
        double edge = x / halfLength;
        double window = bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - edge * edge))) * windowScale;
        double angle = 2 * Math.PI * cutoff * x;
        double sinc = Math.abs(angle) < 1e-12 ? 1 : StrictMath.sin(angle) / angle;
        tapValues[k] = window * sinc;
        sum += tapValues[k];
      }
      // Each phase passes a constant unchanged, otherwise a constant would turn into a tone.
      for (int k = 0; k < taps; k++) {
        filter[phase * taps + k] = (float) (tapValues[k] / sum);
      }
    }
    return filter;
  }

  /** Modified Bessel function of the first kind and order zero, by its power series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= (x / 2 / k) * (x / 2 / k);
      sum += term;
    }
    return sum;
  }

  /** Nearest fraction to numerator/denominator whose numerator is small, by continued fractions. */
  private static int[] ratio(int numerator, int denominator) {
    // Convergents of denominator/numerator = p/q; q is the number of phases.
    long a = denominator;
    long b = numerator;
    long p0 = 1;
    long q0 = 0;
    long p1 = a / b;
    long q1 = 1;
    while (a % b != 0) {
      long remainder = a % b;
      a = b;
      b = remainder;
      long digit = a / b;
      long p2 = digit * p1 + p0;
      long q2 = digit * q1 + q0;
      if (q2 > MOST_PHASES) {
        break;
      }
      p0 = p1;
      q0 = q1;
      p1 = p2;
      q1 = q2;
    }
    return new int[] {(int) q1, (int) p1};
  }
}

package io.diction.speech.features;

/**
 * Takes stationary noise out of a mel power spectrum, frame by frame.
 *
 * <p>The noise power of each filter follows the lower envelope of the smoothed power: slowly
 * upwards, quickly downwards (G. Doblinger, "Computationally Efficient Speech Enhancement by
 * Spectral Minima Tracking in Subbands", Eurospeech 1995). What is left after subtraction is kept
 * above a floor found the same way and above the decaying peak of earlier frames, and the resulting
 * gains are averaged over neighbouring filters (C. Kim and R. Stern, "Power-Normalized Cepstral
 * Coefficients for Robust Speech Recognition", ICASSP 2012). CMU's models of 2015 and later were
 * trained with these constants, so they are part of the features, not settings: without the
 * suppression the base model makes a fifth more errors.
 */
final class NoiseSuppression {
  private static final double POWER_MEMORY = 0.7;
  private static final double ENVELOPE_RISE = 0.995;
  private static final double ENVELOPE_FALL = 0.5;
  private static final double PEAK_DECAY = 0.85;
  private static final double PEAK_SHARE = 0.2;
  private static final double GAIN_RANGE = 20;
  private static final int NEIGHBOURS = 4;

  private final double[] power;
  private final double[] noise;
  private final double[] floor;
  private final double[] peak;
  private final double[] gain;
  private boolean started;

  NoiseSuppression(int filters) {
    power = new double[filters];
    noise = new double[filters];
    floor = new double[filters];
    peak = new double[filters];
    gain = new double[filters];
  }

  /** Forgets the noise, before another recording. */
  void reset() {
    started = false;
  }

  /**
   * Scales a frame's spectrum.
   *
   * @param mel power per filter, on the scale of 16 bit samples; changed in place
   * @param at where the frame begins in it
   * @param filters how many from there carry something; the same in all frames of a recording
   */
  void apply(double[] mel, int at, int filters) {
    if (!started) {
      start(mel, at, filters);
    }
    for (int i = 0; i < filters; i++) {
      power[i] = POWER_MEMORY * power[i] + (1 - POWER_MEMORY) * mel[at + i];
      noise[i] = lowerEnvelope(noise[i], power[i]);
      double signal = Math.max(power[i] - noise[i], 1);
      floor[i] = lowerEnvelope(floor[i], signal);
      double heard = signal;
      peak[i] *= PEAK_DECAY;
      if (signal < PEAK_DECAY * peak[i]) {
        signal = peak[i] * PEAK_SHARE;
      }
      peak[i] = Math.max(peak[i], heard);
      signal = Math.max(signal, floor[i]);
      gain[i] =
          signal < GAIN_RANGE * power[i] ? Math.max(signal / power[i], 1 / GAIN_RANGE) : GAIN_RANGE;
    }
    for (int i = 0; i < filters; i++) {
      int from = Math.max(i - NEIGHBOURS, 0);
      int to = Math.min(i + NEIGHBOURS, filters - 1);
      double sum = 0;
      for (int j = from; j <= to; j++) {
        sum += gain[j];
      }
      mel[at + i] *= sum / (to - from + 1);
    }
  }

  private void start(double[] mel, int at, int filters) {
    for (int i = 0; i < filters; i++) {
      power[i] = mel[at + i];
      noise[i] = mel[at + i] / GAIN_RANGE;
      floor[i] = mel[at + i] / GAIN_RANGE;
      peak[i] = 0;
    }
    started = true;
  }

  private static double lowerEnvelope(double envelope, double value) {
    double memory = value >= envelope ? ENVELOPE_RISE : ENVELOPE_FALL;
    return memory * envelope + (1 - memory) * value;
  }
}

package io.diction.speech.audio;

/**
 * Mono samples in memory. The array is shared, not copied: whoever gets one must not write to it.
 *
 * @param samples amplitude, -1 to 1
 * @param sampleRateHz samples a second
 */
@SuppressWarnings("ArrayRecordComponent")
public record Audio(float[] samples, int sampleRateHz) {
  /** What the recogniser works on. */
  public static final int RECOGNITION_RATE_HZ = 16_000;

  public Audio {
    if (sampleRateHz <= 0) {
      throw new IllegalArgumentException("sampleRateHz must be above 0, is " + sampleRateHz);
    }
  }

  public double durationSeconds() {
    return (double) samples.length / sampleRateHz;
  }
}

package io.diction.speech.audio;

/** Fast Fourier transform of one length, radix 2, decimation in time. For many threads. */
final class Fourier {
  private final int length;
  private final double[] cosines;
  private final double[] sines;

  /**
   * @param length a power of two
   */
  Fourier(int length) {
    this.length = length;
    cosines = new double[length / 2];
    sines = new double[length / 2];
    for (int k = 0; k < length / 2; k++) {
      cosines[k] = Math.cos(2 * Math.PI * k / length);
      sines[k] = -Math.sin(2 * Math.PI * k / length);
    }
  }

  /** Transforms in place. */
  void transform(double[] re, double[] im) {
    for (int i = 1, j = 0; i < length; i++) {
      int bit = length >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        double swap = re[i];
        re[i] = re[j];
        re[j] = swap;
        swap = im[i];
        im[i] = im[j];
        im[j] = swap;
      }
    }
    for (int half = 1; half < length; half *= 2) {
      int stride = length / 2 / half;
      for (int k = 0; k < half; k++) {
        double cos = cosines[k * stride];
        double sin = sines[k * stride];
        for (int i = k; i < length; i += 2 * half) {
          double x = re[i + half] * cos - im[i + half] * sin;
          double y = re[i + half] * sin + im[i + half] * cos;
          re[i + half] = re[i] - x;
          im[i + half] = im[i] - y;
          re[i] += x;
          im[i] += y;
        }
      }
    }
  }
}

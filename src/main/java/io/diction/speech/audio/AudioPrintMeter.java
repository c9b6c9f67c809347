package io.diction.speech.audio;

import java.util.Arrays;

/** Takes the fingerprint of samples at 16 kHz that pass by. For one thread. */
public final class AudioPrintMeter {
  private static final int FRAME = 1_024;
  private static final int BANDS = 33;
  private static final double LOWEST_HZ = 300;
  private static final double HIGHEST_HZ = 1_900;

  /** Mean square of a frame below which it is silence to any ear and to 16 bits. */
  private static final double SILENCE = 1e-9;

  private static final Fourier FOURIER = new Fourier(FRAME);
  private static final double[] WINDOW = window();
  private static final int[] EDGES = edges();

  /** One frame more than is kept: the bits of a frame are about what came before it. */
  private static final long PART_SAMPLES =
      4L * (FRAME + (long) AudioPrint.PART_FRAMES * AudioPrint.HOP);

  private final float[] held = new float[FRAME];
  private final float[] slow = new float[2_048];
  private final double[] real = new double[FRAME];
  private final double[] imaginary = new double[FRAME];
  private double[] before = new double[BANDS];
  private double[] now = new double[BANDS];
  private int[] bits = new int[64];
  private Resampler resampler = resampler();
  private int part;
  private int count;
  private int filled;
  private boolean hasBefore;
  private long taken;
  private float[] block = new float[1_024];

  /** Takes the next samples. */
  public void add(float[] samples, int length) {
    int done = 0;
    while (done < length && part < AudioPrint.MOST_PARTS) {
      long start = start(part);
      if (taken < start) {
        int skipped = (int) Math.min(length - done, start - taken);
        done += skipped;
        taken += skipped;
      } else {
        int used = (int) Math.min(length - done, start + PART_SAMPLES - taken);
        use(samples, done, used);
        done += used;
        taken += used;
        if (taken == start + PART_SAMPLES) {
          endPart();
        }
      }
    }
  }

  /** Of everything taken; the last call. */
  public AudioPrint print() {
    if (part < AudioPrint.MOST_PARTS && taken > start(part)) {
      resampler.finish();
      drain();
    }
    return new AudioPrint(Arrays.copyOf(bits, count));
  }

  private static long start(int part) {
    return part == 0 ? 0 : (60L << (2 * (part - 1))) * Audio.RECOGNITION_RATE_HZ;
  }

  /** Where a part of a long recording begins. */
  static long startMs(int part) {
    return start(part) * 1_000 / Audio.RECOGNITION_RATE_HZ;
  }

  private void endPart() {
    resampler.finish();
    drain();
    resampler = resampler();
    filled = 0;
    hasBefore = false;
    part++;
  }

  private static Resampler resampler() {
    return new Resampler(Audio.RECOGNITION_RATE_HZ, AudioPrint.RATE_HZ);
  }

  private void use(float[] samples, int from, int length) {
    if (from == 0) {
      resampler.push(samples, length);
    } else {
      if (block.length < length) {
        block = new float[length];
      }
      System.arraycopy(samples, from, block, 0, length);
      resampler.push(block, length);
    }
    drain();
  }

  private void drain() {
    int most = (part + 1) * AudioPrint.PART_FRAMES;
    for (int read = resampler.pull(slow, 0, slow.length);
        read > 0;
        read = resampler.pull(slow, 0, slow.length)) {
      for (int t = 0; t < read && count < most; t++) {
        held[filled++] = slow[t];
        if (filled == FRAME) {
          endFrame();
        }
      }
    }
  }

  private void endFrame() {
    double energy = 0;
    for (int t = 0; t < FRAME; t++) {
      real[t] = held[t] * WINDOW[t];
      imaginary[t] = 0;
      energy += (double) held[t] * held[t];
    }
    FOURIER.transform(real, imaginary);
    for (int band = 0; band < BANDS; band++) {
      double sum = 0;
      for (int k = EDGES[band]; k < EDGES[band + 1]; k++) {
        sum += real[k] * real[k] + imaginary[k] * imaginary[k];
      }
      now[band] = sum;
    }
    if (hasBefore) {
      add(energy / FRAME < SILENCE ? 0 : bits());
    }
    hasBefore = true;
    double[] swap = before;
    before = now;
    now = swap;
    System.arraycopy(held, AudioPrint.HOP, held, 0, FRAME - AudioPrint.HOP);
    filled = FRAME - AudioPrint.HOP;
  }

  private int bits() {
    int word = 0;
    for (int band = 0; band < BANDS - 1; band++) {
      double rise = now[band] - now[band + 1] - (before[band] - before[band + 1]);
      word = word << 1 | (rise > 0 ? 1 : 0);
    }
    return word;
  }

  private void add(int word) {
    if (count == bits.length) {
      bits = Arrays.copyOf(bits, 2 * count);
    }
    bits[count++] = word;
  }

  private static double[] window() {
    double[] window = new double[FRAME];
    for (int t = 0; t < FRAME; t++) {
      window[t] = 0.5 - 0.5 * Math.cos(2 * Math.PI * t / (FRAME - 1));
    }
    return window;
  }

  private static int[] edges() {
    int[] edges = new int[BANDS + 1];
    for (int band = 0; band <= BANDS; band++) {
      double hz = LOWEST_HZ * Math.pow(HIGHEST_HZ / LOWEST_HZ, (double) band / BANDS);
      edges[band] = (int) Math.round(hz * FRAME / AudioPrint.RATE_HZ);
    }
    return edges;
  }
}

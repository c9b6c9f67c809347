package io.diction.speech.audio;

import java.util.ArrayList;
import java.util.List;

/** Adds up what {@link ChannelLevels} are made of. For one thread. */
final class ChannelMeter {
  private final double[] energy = new double[Limits.MOST_CHANNELS];
  private double mixEnergy;
  private long samples;
  private int channels;

  /** All samples, each aligned to the highest of 32 bits, united. */
  private int bits;

  void addChannel(int channel, double squares) {
    channels = Math.max(channels, channel + 1);
    energy[channel] += squares;
  }

  void addMix(double squares, int count) {
    mixEnergy += squares;
    samples += count;
  }

  void addBits(int united) {
    bits |= united;
  }

  ChannelLevels levels() {
    List<Double> levels = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      levels.add(decibels(energy[c]));
    }
    int effective = bits == 0 ? 0 : Integer.SIZE - Integer.numberOfTrailingZeros(bits);
    return new ChannelLevels(levels, decibels(mixEnergy), effective);
  }

  private double decibels(double squares) {
    double mean = samples == 0 ? 0 : squares / samples;
    return mean <= 1e-10 ? -100 : 10 * Math.log10(mean);
  }
}

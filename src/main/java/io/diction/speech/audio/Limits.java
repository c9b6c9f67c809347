package io.diction.speech.audio;

import io.diction.speech.FormatException;

/** What a recording may claim about itself, whoever reads it. */
final class Limits {
  static final int MOST_CHANNELS = 8;
  private static final int LOWEST_RATE_HZ = 4_000;
  private static final int HIGHEST_RATE_HZ = 384_000;

  private Limits() {}

  static void checkRate(String name, long rateHz) {
    if (rateHz < LOWEST_RATE_HZ || rateHz > HIGHEST_RATE_HZ) {
      throw new FormatException(
          name,
          "",
          "the sample rate is %d Hz; it must be between %d and %d Hz, best 16000 Hz or more"
              .formatted(rateHz, LOWEST_RATE_HZ, HIGHEST_RATE_HZ));
    }
  }

  /** Whether a recording has the one channel that is wanted of it. */
  static void checkChannel(String name, int only, int channels) {
    if (only < AudioDecoder.ALL_CHANNELS || only >= channels) {
      throw new FormatException(
          name,
          "",
          "the recording has no channel %d, but %d in all, counted from 0"
              .formatted(only, channels));
    }
  }

  static void checkChannels(String name, int channels) {
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw new FormatException(
          name,
          "",
          "the recording has %d channels; it must have 1 to %d".formatted(channels, MOST_CHANNELS));
    }
  }
}

package io.diction.dataset.file;

import org.jspecify.annotations.Nullable;

/**
 * A file as the report lists it, used or not.
 *
 * @param name within the data
 * @param heard what was measured in a recording; null for anything else, and what cannot be decoded
 */
public record Item(
    String name, Kind kind, long sizeBytes, @Nullable Heard heard, boolean isLeftOut) {

  /** What people call files by. */
  public enum Kind {
    AUDIO,
    TEXT,
    OTHER
  }

  /**
   * Measures of a recording.
   *
   * @param clipped share of samples that are cut off
   * @param signalToNoiseDb of the voice
   * @param silence share of the time
   */
  public record Heard(
      long durationMs,
      int sampleRateHz,
      int channels,
      double clipped,
      double signalToNoiseDb,
      double silence) {}
}

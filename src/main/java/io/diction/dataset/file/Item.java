package io.diction.dataset.file;

import io.diction.speech.audio.AudioPrint;
import io.diction.speech.corpus.TextShape;
import org.jspecify.annotations.Nullable;

/**
 * A file as the report lists it, used or not.
 *
 * @param name within the data
 * @param heard what was measured in a recording; null for anything else, and what cannot be decoded
 * @param shape how a text is written down; null for anything else
 */
public record Item(
    String name,
    Kind kind,
    long sizeBytes,
    @Nullable Heard heard,
    @Nullable TextShape shape,
    boolean isLeftOut) {

  /** The same without what copies are found by. */
  public Item withoutPrint() {
    if (heard == null) {
      return this;
    }
    Identity known = new Identity(heard.identity().samples(), null);
    Heard measured = new Heard(heard.durationMs(), heard.coding(), heard.sound(), known);
    return new Item(name, kind, sizeBytes, measured, shape, isLeftOut);
  }

  /** The same file in a folder. */
  public Item in(String folder) {
    return new Item(folder + "/" + name, kind, sizeBytes, heard, shape, isLeftOut);
  }

  /** What people call files by. */
  public enum Kind {
    AUDIO,
    TEXT,
    OTHER
  }

  /** Measures of a recording. */
  public record Heard(long durationMs, Coding coding, Sound sound, Identity identity) {
    private static final int WIDE_HZ = 16_000;
    private static final int LEAST_TELEPHONE_HZ = 3_200;
    private static final int TELEPHONE_HZ = 4_300;

    /** Whether it has telephone sound in a file that could hold more. */
    public boolean isTelephoneInWide() {
      return coding.sampleRateHz() >= WIDE_HZ
          && sound.bandwidthHz() >= LEAST_TELEPHONE_HZ
          && sound.bandwidthHz() < TELEPHONE_HZ;
    }

    /** Bits of a sample that are always zero. */
    public int unusedBits() {
      return coding.effectiveBits() == 0 ? 0 : Math.max(0, coding.bits() - coding.effectiveBits());
    }
  }

  /**
   * How a recording is stored.
   *
   * @param container empty where an earlier version did not keep it
   * @param bits of a sample, 0 where the codec has none
   * @param effectiveBits that are ever used, 0 where unknown
   */
  public record Coding(
      String container,
      String codec,
      int sampleRateHz,
      int channels,
      int bits,
      int effectiveBits) {}

  /**
   * How a recording sounds.
   *
   * @param bandwidthHz highest frequency that carries something
   * @param loudnessLufs integrated, by ITU-R BS.1770; null for silence and less than 0.4 s
   * @param peak largest amplitude, 0 to 1
   * @param clipped share of samples that are cut off
   * @param signalToNoiseDb of the voice
   * @param silence share of the time
   * @param speech share of the time, an estimate
   */
  public record Sound(
      int bandwidthHz,
      @Nullable Double loudnessLufs,
      double peak,
      double clipped,
      double signalToNoiseDb,
      double silence,
      double speech) {

    /** Of the largest amplitude against full scale, in decibels; null for silence. */
    public @Nullable Double peakDb() {
      return peak <= 0 ? null : Double.valueOf(20 * Math.log10(peak));
    }
  }

  /**
   * What a recording is known by.
   *
   * @param samples SHA-256 of its decoded samples; empty where an earlier version did not keep it
   * @param print null where an earlier version did not keep it
   */
  public record Identity(String samples, @Nullable AudioPrint print) {}
}

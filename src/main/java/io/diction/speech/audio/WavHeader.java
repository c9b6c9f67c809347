package io.diction.speech.audio;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The header of a RIFF WAVE file, checked against the file's length.
 *
 * <p>Policy for lengths: what is there is read. A data chunk that claims more than the file has, or
 * nothing, or the value that streaming recorders leave behind (all bits set), reaches to the end of
 * the file, and the properties carry {@link AudioWarning#LENGTH_DIFFERS_FROM_HEADER}.
 *
 * @param formatTag 1 for PCM, 3 for floating point, the sub-format's where extensible
 * @param dataStart first byte of the samples
 * @param dataBytes bytes of samples that are there, whole sample frames
 * @param lengthDiffers whether the header claims another length
 */
record WavHeader(
    int formatTag,
    int channels,
    int sampleRateHz,
    int bitsPerSample,
    int blockAlign,
    long dataStart,
    long dataBytes,
    boolean lengthDiffers) {
  private static final int MOST_CHUNKS = 1_000;
  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xFFFE;

  /**
   * Reads the header.
   *
   * @return null when the file is no little-endian RIFF WAVE file
   * @throws FormatException when it is one without format or data, or with values nobody can use
   */
  static @Nullable WavHeader read(String name, FileChannel file) throws IOException {
    ByteBuffer head = bytes(file, 0, 12);
    if (head.remaining() < 12 || head.getInt(0) != tag("RIFF") || head.getInt(8) != tag("WAVE")) {
      return null;
    }
    long size = file.size();
    long position = 12;
    ByteBuffer format = null;
    for (int chunk = 0; chunk < MOST_CHUNKS && position + 8 <= size; chunk++) {
      ByteBuffer chunkHead = bytes(file, position, 8);
      int id = chunkHead.getInt(0);
      long length = chunkHead.getInt(4) & 0xFFFFFFFFL;
      if (id == tag("fmt ")) {
        format = bytes(file, position + 8, (int) Math.min(length, 64));
        if (format.remaining() < 16) {
          throw new FormatException(name, "byte " + position, "the format chunk is too short");
        }
      } else if (id == tag("data")) {
        if (format == null) {
          throw new FormatException(
              name, "byte " + position, "the samples come before the format that describes them");
        }
        return of(name, format, position + 8, length, size);
      }
      position += 8 + length + (length & 1);
    }
    throw new FormatException(name, "", "the wav file has no samples (no data chunk)");
  }

  private static WavHeader of(
      String name, ByteBuffer format, long start, long declared, long size) {
    int tag = format.getShort(0) & 0xFFFF;
    if (tag == EXTENSIBLE && format.remaining() >= 26) {
      tag = format.getShort(24) & 0xFFFF;
    }
    int channels = format.getShort(2) & 0xFFFF;
    int rate = format.getInt(4);
    int blockAlign = format.getShort(12) & 0xFFFF;
    int bits = format.getShort(14) & 0xFFFF;
    Limits.checkRate(name, rate & 0xFFFFFFFFL);
    Limits.checkChannels(name, channels);
    if (tag == PCM && (bits < 8 || bits > 32)) {
      throw new FormatException(
          name, "", "the wav header states samples of " + bits + " bits; they must have 8 to 32");
    }
    if (blockAlign == 0) {
      throw new FormatException(name, "", "the wav header states a sample size of 0 bytes");
    }
    long there = size - start;
    boolean differs = declared == 0 ? there > 0 : declared > there;
    long used = differs ? there : declared;
    return new WavHeader(
        tag, channels, rate, bits, blockAlign, start, used - used % blockAlign, differs);
  }

  /** Whether our own reader takes it; anything else goes to FFmpeg. */
  boolean isPlainPcm16() {
    return formatTag == PCM && bitsPerSample == 16 && blockAlign == 2 * channels;
  }

  private static ByteBuffer bytes(FileChannel file, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, position + buffer.position());
      if (read < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  private static int tag(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }
}

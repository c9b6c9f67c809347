package io.diction.speech.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes samples as RIFF WAVE, PCM 16 bit, mono. Samples beyond -1 to 1 are clipped. */
public final class WavWriter {
  private static final int HEADER_BYTES = 44;
  private static final int LARGEST_SAMPLES = (Integer.MAX_VALUE - HEADER_BYTES) / 2;

  private WavWriter() {}

  /** Writes a file, replacing an older one. */
  public static void write(Path file, Audio audio) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, audio);
    }
  }

  /**
   * Writes to a stream, which stays open.
   *
   * @throws IllegalArgumentException for audio too long for the format (18 hours at 16 kHz)
   */
  public static void write(OutputStream out, Audio audio) throws IOException {
    float[] samples = audio.samples();
    if (samples.length > LARGEST_SAMPLES) {
      throw new IllegalArgumentException("too long for a wav file: " + samples.length + " samples");
    }
    int rate = audio.sampleRateHz();
    int dataBytes = samples.length * 2;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    header.putInt(rate).putInt(rate * 2).putShort((short) 2).putShort((short) 16);
    header.put(ascii("data")).putInt(dataBytes);
    out.write(header.array());
    ByteBuffer block = ByteBuffer.allocate(16_384).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      block.putShort(pcm16(sample));
      if (!block.hasRemaining()) {
        out.write(block.array());
        block.clear();
      }
    }
    out.write(block.array(), 0, block.position());
  }

  /** The whole file in memory, for short recordings. */
  public static byte[] bytes(Audio audio) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(HEADER_BYTES + audio.samples().length * 2);
    try {
      write(out, audio);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static short pcm16(float sample) {
    return (short) Math.max(-32768, Math.min(32767, Math.round(sample * 32768f)));
  }

  private static byte[] ascii(String tag) {
    return tag.getBytes(StandardCharsets.US_ASCII);
  }
}

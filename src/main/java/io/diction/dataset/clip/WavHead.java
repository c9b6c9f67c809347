package io.diction.dataset.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The head of a RIFF WAVE file with 16 kHz mono samples of 16 bits, of any length up to 4 GB. */
final class WavHead {
  private static final int BYTES = 44;
  private static final int RATE_HZ = 16_000;

  private WavHead() {}

  static byte[] of(long samples) {
    long bytes = Math.min(2 * samples, 0xFFFF_FFFFL - BYTES);
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) (bytes + BYTES - 8))
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(RATE_HZ)
        .putInt(RATE_HZ * 2)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) bytes)
        .array();
  }

  /** Says how many samples there are, once that is known. */
  static void write(Path file, long samples) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(of(samples)), 0);
    }
  }
}

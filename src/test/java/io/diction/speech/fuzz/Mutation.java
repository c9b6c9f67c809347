package io.diction.speech.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages bytes as transmission, bad tools and ill will do; the same seed does the same. */
final class Mutation {
  private static final int[] EXTREMES = {
    0, 1, -1, 2, 255, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFFFFF0, 0x01000000
  };
  private static final String[] NUMBERS = {
    "0", "-1", "99999999999999999999", "2147483647", "NaN", "1e400", "-99", "", "0x10", "１"
  };

  /** Where headers and directories are. */
  private static final int ENDS = 600;

  private final Random random;

  Mutation(long seed) {
    random = new Random(seed);
  }

  byte[] of(byte[] original) {
    byte[] bytes = original.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = place(bytes.length);
    switch (random.nextInt(9)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3, 4 -> {
        if (bytes.length >= 4) {
          int aligned = Math.min(bytes.length - 4, at & (random.nextBoolean() ? ~3 : ~0));
          ByteBuffer.wrap(bytes)
              .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
              .putInt(aligned, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
      }
      case 5 -> {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(200));
        return spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      }
      case 6 -> {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(200));
        return spliced(bytes, at, at + length, new byte[0]);
      }
      case 7 -> {
        byte[] noise = new byte[1 + random.nextInt(20)];
        random.nextBytes(noise);
        return spliced(bytes, at, at, noise);
      }
      default -> {
        return number(bytes, at);
      }
    }
    return bytes;
  }

  private int place(int length) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(Math.min(length, ENDS));
      case 1 -> length - 1 - random.nextInt(Math.min(length, ENDS));
      default -> random.nextInt(length);
    };
  }

  /** Replaces the next number of a text by one that nobody expects. */
  private byte[] number(byte[] bytes, int from) {
    int start = from;
    while (start < bytes.length && !Character.isDigit(bytes[start])) {
      start++;
    }
    int end = start;
    while (end < bytes.length && Character.isDigit(bytes[end])) {
      end++;
    }
    String replacement = NUMBERS[random.nextInt(NUMBERS.length)];
    return spliced(bytes, start, end, replacement.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + middle.length);
    out.write(bytes, 0, from);
    out.writeBytes(middle);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}

package io.diction.speech.acoustic;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A parameter file of CMU Sphinx 3: a text header ending in {@code endhdr}, a word that tells the
 * byte order, 32-bit integers and floats, and a checksum over them.
 */
final class SphinxFile {
  static final int BYTE_ORDER_MARK = 0x11223344;

  /** Far above any real model (a continuous one of 8,000 states has 100 MB). */
  private static final int MAX_BYTES = 1 << 30;

  private final String source;
  private final ByteBuffer bytes;
  private final boolean summed;
  private int sum;

  private SphinxFile(String source, ByteBuffer bytes, boolean summed) {
    this.source = source;
    this.bytes = bytes;
    this.summed = summed;
  }

  static SphinxFile read(InputStream in, String source) throws IOException {
    byte[] all = in.readNBytes(MAX_BYTES);
    if (in.read() >= 0) {
      throw new FormatException(source, "", "larger than " + MAX_BYTES + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(all);
    boolean summed = header(bytes, source);
    if (bytes.remaining() < 4) {
      throw new FormatException(source, "byte " + bytes.position(), "ends after its header");
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt() != BYTE_ORDER_MARK) {
      bytes.position(bytes.position() - 4);
      bytes.order(ByteOrder.BIG_ENDIAN);
      if (bytes.getInt() != BYTE_ORDER_MARK) {
        throw new FormatException(
            source, "byte " + (bytes.position() - 4), "no byte order mark after the header");
      }
    }
    return new SphinxFile(source, bytes, summed);
  }

  private static boolean header(ByteBuffer bytes, String source) {
    boolean summed = false;
    StringBuilder line = new StringBuilder();
    boolean first = true;
    while (bytes.hasRemaining() && bytes.position() < 10_000) {
      byte b = bytes.get();
      if (b != '\n') {
        line.append((char) (b & 0xff));
        continue;
      }
      String text = line.toString().strip();
      line.setLength(0);
      if (first && !text.equals("s3")) {
        break;
      }
      first = false;
      if (text.equals("endhdr")) {
        return summed;
      }
      summed |= text.startsWith("chksum0") && text.endsWith("yes");
    }
    throw new FormatException(
        source, "byte 0", "not a Sphinx parameter file: no header from \"s3\" to \"endhdr\"");
  }

  /** A count, refused below 1 or above the limit. */
  int count(String what, int limit) {
    int position = bytes.position();
    int value = integer();
    if (value < 1 || value > limit) {
      throw new FormatException(
          source, "byte " + position, what + " is " + value + ", expected 1 to " + limit);
    }
    return value;
  }

  private int integer() {
    if (bytes.remaining() < 4) {
      throw truncated(bytes.position());
    }
    int value = bytes.getInt();
    add(value);
    return value;
  }

  /** So many floats, preceded by their number. */
  float[] floats(long expected) {
    int position = bytes.position();
    int stated = integer();
    if (stated != expected) {
      throw new FormatException(
          source, "byte " + position, stated + " values stated, " + expected + " expected");
    }
    if ((long) bytes.remaining() < 4 * expected) {
      throw truncated(bytes.position());
    }
    float[] values = new float[stated];
    for (int i = 0; i < stated; i++) {
      int bits = bytes.getInt();
      add(bits);
      values[i] = Float.intBitsToFloat(bits);
      if (!Float.isFinite(values[i])) {
        throw new FormatException(
            source, "byte " + (bytes.position() - 4), "not a finite number: " + values[i]);
      }
    }
    return values;
  }

  /** Checks the sum and that nothing follows. */
  void end() {
    if (summed) {
      if (bytes.remaining() < 4) {
        throw truncated(bytes.position());
      }
      int stored = bytes.getInt();
      if (stored != sum) {
        throw new FormatException(source, "", "damaged: the checksum does not match");
      }
    }
    if (bytes.hasRemaining()) {
      throw new FormatException(
          source,
          "byte " + bytes.position(),
          bytes.remaining() + " bytes more than the header announces");
    }
  }

  private void add(int value) {
    sum = Integer.rotateLeft(sum, 20) + value;
  }

  private FormatException truncated(int position) {
    return new FormatException(source, "byte " + position, "ends too early");
  }

  static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}

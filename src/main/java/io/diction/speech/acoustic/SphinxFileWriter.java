package io.diction.speech.acoustic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes what {@link SphinxFile} reads, little-endian and with its checksum. */
final class SphinxFileWriter {
  /** Padded so that values begin at a multiple of eight, as the C programs map such files. */
  private static final String HEADER = "s3\nversion 1.0\nchksum0 yes\n      endhdr\n";

  private final OutputStream out;
  private final ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private int sum;

  SphinxFileWriter(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER.getBytes(StandardCharsets.US_ASCII));
    block.putInt(SphinxFile.BYTE_ORDER_MARK);
  }

  void integer(int value) throws IOException {
    if (!block.hasRemaining()) {
      flush();
    }
    block.putInt(value);
    sum = Integer.rotateLeft(sum, 20) + value;
  }

  /** The number of values, then the values. */
  void floats(float[] values) throws IOException {
    integer(values.length);
    for (float value : values) {
      integer(Float.floatToRawIntBits(value));
    }
  }

  /** The checksum; nothing may follow. */
  void end() throws IOException {
    integer(sum);
    flush();
    out.flush();
  }

  private void flush() throws IOException {
    out.write(block.array(), 0, block.position());
    block.clear();
  }
}

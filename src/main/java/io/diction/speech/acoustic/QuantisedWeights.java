package io.diction.speech.acoustic;

import io.diction.speech.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Mixture weights in the compact form of PocketSphinx ({@code sendump}), in either byte order: text
 * fields, then for each stream and Gaussian a row of one value for each tied state. A value v of a
 * byte stands for the weight b^(-v), b = 1.0001^1024; four-bit values are looked up in a table of
 * sixteen such bytes.
 */
final class QuantisedWeights {
  /** ln b. */
  private static final double LN_BASE = 1024 * StrictMath.log(1.0001);

  /** The weakest weight that the C programs store: 1e-7. */
  private static final int WEAKEST = 159;

  private static final int MAX_BYTES = 1 << 30;
  private static final int MAX_FIELDS = 100;

  private final ByteBuffer bytes;
  private final String source;
  private int streams = 1;
  private int densities = -1;
  private int states = -1;
  private int clusters;
  private int bits = 8;

  private QuantisedWeights(ByteBuffer bytes, String source) {
    this.bytes = bytes;
    this.source = source;
  }

  /**
   * Reads weights; each mixture adds up to about 1.
   *
   * @return [(tied state * streams + stream) * densities + density]
   * @throws FormatException when the file is damaged or has another shape
   */
  static float[] read(InputStream in, String source, int states, int streams, int densities)
      throws IOException {
    byte[] all = in.readNBytes(MAX_BYTES);
    if (in.read() >= 0) {
      throw new FormatException(source, "", "larger than " + MAX_BYTES + " bytes");
    }
    QuantisedWeights weights = new QuantisedWeights(ByteBuffer.wrap(all), source);
    weights.readFields();
    int columns = weights.requireShape(states, streams, densities);
    return weights.readRows(states, streams, densities, columns);
  }

  private void readFields() {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() >= 4 && (bytes.getInt(0) < 1 || bytes.getInt(0) > 999)) {
      bytes.order(ByteOrder.BIG_ENDIAN);
    }
    // The title and the header come first, both obligatory; fields follow up to an empty one.
    for (int i = 0; i < MAX_FIELDS; i++) {
      int length = integer();
      if (length == 0 && i >= 2) {
        return;
      }
      if (length < 1 || length > 999 || length > bytes.remaining()) {
        throw fault("not the quantised weights of a model: a field of " + length + " bytes");
      }
      byte[] text = new byte[length];
      bytes.get(text);
      // Fields that only pad do not end in 0.
      boolean ends = text[length - 1] == 0;
      if (!ends && i < 2) {
        throw fault("a field does not end");
      }
      field(new String(text, 0, ends ? length - 1 : length, StandardCharsets.ISO_8859_1));
    }
    throw fault("more than " + MAX_FIELDS + " fields");
  }

  private void field(String text) {
    int space = text.indexOf(' ');
    String value = text.substring(space + 1).strip();
    switch (space < 0 ? "" : text.substring(0, space)) {
      case "feature_count" -> streams = number(value);
      case "mixture_count" -> densities = number(value);
      case "model_count" -> states = number(value);
      case "cluster_count" -> clusters = number(value);
      case "cluster_bits" -> bits = number(value);
      default -> {
        // Descriptions of the format, and fields that only other programs use.
      }
    }
  }

  private int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new FormatException(source, "byte " + bytes.position(), "not a number: " + text, e);
    }
  }

  /** Returns the values in a row; the last may be padding. */
  private int requireShape(int states, int streams, int densities) {
    int rows = this.densities;
    int columns = this.states;
    if (clusters == 0) {
      rows = integer();
      columns = integer();
    } else if ((clusters != 15 && clusters != 16) || (bits != 4 && bits != 8)) {
      throw fault("%d clusters of %d bits are not supported".formatted(clusters, bits));
    }
    boolean fits =
        this.streams == streams
            && rows == densities
            && (this.states < 0 ? columns : this.states) == states
            && columns >= states
            && columns <= states + 8;
    if (!fits) {
      throw fault(
          "its shape %d x %d x %d fits neither mdef nor means"
              .formatted(columns, this.streams, rows));
    }
    return columns;
  }

  private float[] readRows(int states, int streams, int densities, int columns) {
    byte[] table = new byte[clusters == 0 ? 0 : 16];
    if (clusters > 0) {
      require(16);
      bytes.get(table);
    }
    boolean nibbles = clusters > 0 && bits == 4;
    int width = nibbles ? (columns + 1) / 2 : columns;
    require((long) streams * densities * width);
    float[] weightOf = new float[256];
    for (int value = 0; value < weightOf.length; value++) {
      weightOf[value] = (float) StrictMath.exp(-value * LN_BASE);
    }
    float[] weights = new float[states * streams * densities];
    byte[] row = new byte[width];
    for (int stream = 0; stream < streams; stream++) {
      for (int density = 0; density < densities; density++) {
        bytes.get(row);
        for (int state = 0; state < states; state++) {
          int value;
          if (nibbles) {
            value = table[(row[state / 2] >> (state % 2 * 4)) & 15] & 0xff;
          } else {
            value = row[state] & 0xff;
          }
          weights[(state * streams + stream) * densities + density] = weightOf[value];
        }
      }
    }
    if (bytes.hasRemaining()) {
      throw fault(bytes.remaining() + " bytes more than the header announces");
    }
    return weights;
  }

  private int integer() {
    require(4);
    return bytes.getInt();
  }

  private void require(long length) {
    if (length > bytes.remaining()) {
      throw fault("ends too early");
    }
  }

  private FormatException fault(String reason) {
    return new FormatException(source, "byte " + bytes.position(), reason);
  }

  /** Writes the weights of a model, one byte each. */
  static void write(AcousticModel model, OutputStream out) throws IOException {
    int states = model.phones().tiedStates();
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    for (String field :
        new String[] {
          "Mixture weights",
          "Negative logarithms to the base 1.0001^1024, a byte each",
          "cluster_count 0",
          "codebook_count " + model.codebooks(),
          "feature_count " + model.streams(),
          "mixture_count " + model.densities(),
          "model_count " + states
        }) {
      byte[] text = (field + "\0").getBytes(StandardCharsets.US_ASCII);
      header.writeBytes(littleEndian(text.length));
      header.writeBytes(text);
    }
    // A field of blanks lets the rows begin at a multiple of four: the C programs map them.
    int blanks = 4 - (header.size() & 3);
    header.writeBytes(littleEndian(blanks));
    header.writeBytes((" ".repeat(blanks - 1) + "\0").getBytes(StandardCharsets.US_ASCII));
    header.writeBytes(littleEndian(0));
    header.writeBytes(littleEndian(model.densities()));
    header.writeBytes(littleEndian(states));
    header.writeTo(out);
    byte[] row = new byte[states];
    for (int stream = 0; stream < model.streams(); stream++) {
      for (int density = 0; density < model.densities(); density++) {
        for (int state = 0; state < states; state++) {
          int at = (state * model.streams() + stream) * model.densities() + density;
          row[state] = quantised(model.weights()[at]);
        }
        out.write(row);
      }
    }
    out.flush();
  }

  private static byte quantised(float weight) {
    return (byte) Math.max(0, Math.min(WEAKEST, Math.round(-StrictMath.log(weight) / LN_BASE)));
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}

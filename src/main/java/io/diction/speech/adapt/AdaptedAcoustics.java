package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import io.diction.speech.acoustic.AcousticModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What adaptation changed in an acoustic model, as a file: all means and variances, and the
 * mixtures that differ from the base model's.
 */
final class AdaptedAcoustics {
  private static final String FORMAT = "acoustic adaptation";

  private AdaptedAcoustics() {}

  static void write(AcousticModel base, AcousticModel adapted, Path file) throws IOException {
    BinaryFile.write(
        file,
        FORMAT,
        1,
        out -> {
          write(out, adapted.means());
          write(out, adapted.variances());
          int densities = base.densities();
          int rows = base.weights().length / densities;
          for (int row = 0; row < rows; row++) {
            if (!isSame(base, adapted, row)) {
              out.writeInt(row);
              for (int k = row * densities; k < (row + 1) * densities; k++) {
                out.writeFloat(adapted.weights()[k]);
              }
            }
          }
          out.writeInt(-1);
        });
  }

  private static boolean isSame(AcousticModel base, AcousticModel adapted, int row) {
    int from = row * base.densities();
    int to = from + base.densities();
    return Arrays.equals(base.weights(), from, to, adapted.weights(), from, to);
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  /**
   * Puts what was changed on the base model.
   *
   * @throws FormatException when the file is damaged or belongs to a model of another shape
   */
  static AcousticModel read(Path file, AcousticModel base) throws IOException {
    return BinaryFile.read(
        file,
        FORMAT,
        1,
        1,
        (in, limit) -> {
          float[] means = floats(in, base.means().length);
          float[] variances = floats(in, base.variances().length);
          for (float variance : variances) {
            check(variance > 0, "variance", variance);
          }
          float[] weights = base.weights().clone();
          int densities = base.densities();
          byte[] bytes = new byte[densities * Float.BYTES];
          for (int row = in.readInt(); row >= 0; row = in.readInt()) {
            in.readFully(bytes);
            check((row + 1L) * densities <= weights.length, "mixture", row);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(weights, row * densities, densities);
            for (int k = row * densities; k < (row + 1) * densities; k++) {
              check(weights[k] >= 0 && weights[k] <= 1, "weight", weights[k]);
            }
          }
          return base.withGaussians(means, variances).withWeights(weights);
        });
  }

  private static float[] floats(DataInputStream in, int expected) throws IOException {
    if (in.readInt() != expected) {
      throw new IllegalArgumentException("of a model of another shape");
    }
    byte[] bytes = new byte[expected * Float.BYTES];
    in.readFully(bytes);
    float[] values = new float[expected];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    for (float value : values) {
      check(Float.isFinite(value), "number", value);
    }
    return values;
  }

  private static void check(boolean holds, String what, float value) {
    if (!holds) {
      throw new IllegalArgumentException("a " + what + " of " + value);
    }
  }
}

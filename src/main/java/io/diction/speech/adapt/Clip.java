package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An utterance as acoustic training sees it.
 *
 * @param cepstra [frame * size + i] less their mean
 * @param states [frame] tied state, -1 for frames that must not train
 * @param agreement of sound and transcript; {@link ClipAgreement#NONE} without one
 */
@SuppressWarnings("ArrayRecordComponent")
record Clip(float[] cepstra, int[] states, ClipAgreement agreement) {
  private static final String FORMAT = "clip";
  private static final int VERSION = 2;

  int frames() {
    return states.length;
  }

  void write(Path file) throws IOException {
    BinaryFile.write(
        file,
        FORMAT,
        VERSION,
        out -> {
          agreement.write(out);
          out.writeInt(states.length);
          for (int state : states) {
            out.writeInt(state);
          }
          out.writeInt(cepstra.length);
          for (float value : cepstra) {
            out.writeFloat(value);
          }
        });
  }

  /**
   * @throws FormatException when the file is damaged
   */
  static Clip read(Path file) throws IOException {
    return BinaryFile.read(
        file,
        FORMAT,
        VERSION,
        VERSION,
        (in, limit) -> {
          ClipAgreement agreement = ClipAgreement.read(in, limit);
          int[] states = new int[BinaryFile.checkCount(in.readInt(), Integer.BYTES, limit)];
          byte[] bytes = new byte[states.length * Integer.BYTES];
          in.readFully(bytes);
          ByteBuffer.wrap(bytes).asIntBuffer().get(states);
          float[] cepstra = new float[BinaryFile.checkCount(in.readInt(), Float.BYTES, limit)];
          bytes = new byte[cepstra.length * Float.BYTES];
          in.readFully(bytes);
          ByteBuffer.wrap(bytes).asFloatBuffer().get(cepstra);
          for (int state : states) {
            if (state < -1) {
              throw new IllegalArgumentException("a state of " + state);
            }
          }
          for (float value : cepstra) {
            if (!Float.isFinite(value)) {
              throw new IllegalArgumentException("a cepstrum of " + value);
            }
          }
          return new Clip(cepstra, states, agreement);
        });
  }
}

package io.diction.speech.language;

import io.diction.speech.BinaryFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes {@link BackoffLanguageModel} in Diction's own compact form. */
public final class BackoffModelFile {
  /** No language has as many; each is kept as a text. */
  private static final int MOST_WORDS = 4_000_000;

  private static final String FORMAT = "language model";

  /** Rounded, the probability of what is certain may lie a little above 1. */
  private static final float MOST_LOG_PROB = 0.01f;

  /** Backing off can make more probable, but not by any factor. */
  private static final float MOST_LOG_BACKOFF = 100;

  private static final int VERSION = 1;
  private static final int BLOCK = 1 << 13;

  private BackoffModelFile() {}

  public static void write(BackoffLanguageModel model, Path file) throws IOException {
    BinaryFile.write(file, FORMAT, VERSION, out -> writeContent(model, out));
  }

  /**
   * @throws io.diction.speech.FormatException when the file is another, too old, too new or damaged
   */
  public static BackoffLanguageModel read(Path file) throws IOException {
    return BinaryFile.read(file, FORMAT, VERSION, VERSION, BackoffModelFile::readContent);
  }

  /** Writes a model as part of a larger file. */
  public static void writeContent(BackoffLanguageModel model, DataOutputStream out)
      throws IOException {
    WordList vocabulary = model.wordList();
    out.writeInt(vocabulary.size());
    for (int id = 0; id < vocabulary.size(); id++) {
      byte[] word = vocabulary.word(id).getBytes(StandardCharsets.UTF_8);
      out.writeShort(word.length);
      out.write(word);
    }
    int order = model.order();
    out.writeByte(order);
    for (int n = 0; n <= order + 1; n++) {
      out.writeInt(model.level(n));
    }
    int entries = model.level(order + 1);
    int inner = model.level(order);
    writeInts(out, entries, model::word);
    writeInts(out, entries, i -> Float.floatToRawIntBits(model.entryLogProb(i)));
    writeInts(out, inner + 1, model::firstChild);
    writeInts(out, inner, i -> Float.floatToRawIntBits(model.backoff(i)));
  }

  /** Reads what {@link #writeContent} wrote. */
  public static BackoffLanguageModel readContent(DataInputStream in, long limit)
      throws IOException {
    int size = BinaryFile.checkCount(in.readInt(), 2, Math.min(limit, 2L * MOST_WORDS));
    List<String> words = new ArrayList<>(size);
    for (int id = 0; id < size; id++) {
      byte[] word = new byte[in.readUnsignedShort()];
      in.readFully(word);
      words.add(new String(word, StandardCharsets.UTF_8));
    }
    int order = in.readByte();
    BinaryFile.checkCount(order - 1, 1, 16);
    int[] levels = new int[order + 2];
    for (int n = 0; n <= order + 1; n++) {
      levels[n] = BinaryFile.checkCount(in.readInt(), 8, limit);
      if (n > 0 && levels[n] <= levels[n - 1]) {
        BinaryFile.checkCount(n > 2 ? levels[n] - levels[n - 1] : -1, 1, limit);
      }
    }
    int entries = levels[order + 1];
    int inner = levels[order];
    if (levels[0] != 0 || levels[1] != 1 || levels[2] != size + 1) {
      throw new IllegalArgumentException("levels do not fit the vocabulary");
    }
    int[] last = readInts(in, entries);
    float[] logProbs = readFloats(in, entries);
    int[] children = readInts(in, inner + 1);
    float[] backoffs = readFloats(in, inner);
    check(levels, last, children, size);
    checkLogProbs(logProbs, MOST_LOG_PROB);
    checkLogProbs(backoffs, MOST_LOG_BACKOFF);
    return new BackoffLanguageModel(WordList.of(words), levels, last, logProbs, children, backoffs);
  }

  /** What look-ups rely on, so that a damaged file ends in an error and never in a wrong loop. */
  private static void check(int[] levels, int[] words, int[] children, int vocabulary) {
    for (int word : words) {
      if (word < 0 || word >= vocabulary) {
        throw new IllegalArgumentException("word out of range");
      }
    }
    if (children[0] != 1) {
      throw new IllegalArgumentException("first child misplaced");
    }
    for (int n = 0; n + 2 < levels.length; n++) {
      if (children[levels[n]] != levels[n + 1]) {
        throw new IllegalArgumentException("children on the wrong level");
      }
    }
    for (int i = 1; i < children.length; i++) {
      if (children[i] < children[i - 1]) {
        throw new IllegalArgumentException("children out of order");
      }
    }
  }

  /** Minus infinity, for what is never said, is one. */
  private static void checkLogProbs(float[] values, float most) {
    for (float value : values) {
      if (!(value <= most)) {
        throw new IllegalArgumentException("a logarithm of a probability of " + value);
      }
    }
  }

  private interface IntAt {
    int get(int index);
  }

  private static void writeInts(DataOutputStream out, int count, IntAt values) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK * Integer.BYTES);
    for (int from = 0; from < count; from += BLOCK) {
      block.clear();
      for (int i = from; i < Math.min(count, from + BLOCK); i++) {
        block.putInt(values.get(i));
      }
      out.write(block.array(), 0, block.position());
    }
  }

  private static int[] readInts(DataInputStream in, int count) throws IOException {
    int[] values = new int[count];
    byte[] block = new byte[BLOCK * Integer.BYTES];
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(BLOCK, count - from);
      in.readFully(block, 0, size * Integer.BYTES);
      ByteBuffer.wrap(block).asIntBuffer().get(values, from, size);
    }
    return values;
  }

  private static float[] readFloats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    byte[] block = new byte[BLOCK * Float.BYTES];
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(BLOCK, count - from);
      in.readFully(block, 0, size * Float.BYTES);
      ByteBuffer.wrap(block).asFloatBuffer().get(values, from, size);
    }
    return values;
  }
}

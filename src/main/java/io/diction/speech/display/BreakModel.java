package io.diction.speech.display;

import io.diction.speech.BinaryFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * How probably a comma or the end of a sentence stands between two words, from the words around: a
 * maximum entropy model over hashed features; A. Berger and others, "A Maximum Entropy Approach to
 * Natural Language Processing", Computational Linguistics 22(1), 1996. Immutable.
 */
final class BreakModel {
  static final int NONE = 0;
  static final int COMMA = 1;
  static final int STOP = 2;
  static final int CLASSES = 3;

  /** Features of one gap. */
  static final int FEATURES = 8;

  private static final int BITS = 16;
  static final int SIZE = (1 << BITS) * CLASSES;

  private final float[] weights;

  BreakModel(float[] weights) {
    this.weights = weights;
  }

  /**
   * Log odds of a class against no break at all.
   *
   * @param sinceBreak words since the last break
   */
  double logOdds(List<String> words, int gap, int sinceBreak, int type) {
    double sum = 0;
    for (int k = 0; k < FEATURES; k++) {
      int at = feature(words, gap, sinceBreak, k) * CLASSES;
      sum += weights[at + type] - weights[at + NONE];
    }
    return sum;
  }

  private static String at(List<String> words, int index) {
    return index < 0 ? "<s>" : index < words.size() ? words.get(index) : "</s>";
  }

  /**
   * Bucket of a feature.
   *
   * @param gap index of the word before it
   * @param number of the feature, below {@link #FEATURES}
   */
  static int feature(List<String> words, int gap, int sinceBreak, int number) {
    int hash =
        switch (number) {
          case 0 -> 0;
          case 1 -> at(words, gap).hashCode();
          case 2 -> at(words, gap + 1).hashCode();
          case 3 -> pair(at(words, gap), at(words, gap + 1));
          case 4 -> pair(at(words, gap - 1), at(words, gap));
          case 5 -> pair(at(words, gap + 1), at(words, gap + 2));
          case 6 -> at(words, gap + 2).hashCode();
          default -> length(sinceBreak);
        };
    int mixed = (hash + number * 0x9E3779B9) * 0x85EBCA6B;
    return (mixed ^ (mixed >>> 15)) & ((1 << BITS) - 1);
  }

  private static int pair(String first, String second) {
    return first.hashCode() * 31 + second.hashCode() * 17;
  }

  private static int length(int sinceBreak) {
    return sinceBreak < 5 ? sinceBreak : sinceBreak < 8 ? 5 : sinceBreak < 13 ? 6 : 7;
  }

  /** Only what is not nothing: most buckets of a small text are empty. */
  void write(DataOutputStream out) throws IOException {
    int used = 0;
    for (float weight : weights) {
      used += weight == 0 ? 0 : 1;
    }
    out.writeInt(used);
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        out.writeInt(i);
        out.writeFloat(weights[i]);
      }
    }
  }

  static BreakModel read(DataInputStream in, long limit) throws IOException {
    int used = BinaryFile.checkCount(in.readInt(), 8, limit);
    float[] weights = new float[SIZE];
    for (int i = 0; i < used; i++) {
      int at = in.readInt();
      float weight = in.readFloat();
      if (at < 0 || at >= SIZE || !Float.isFinite(weight)) {
        throw new IllegalArgumentException("a weight of punctuation that cannot be");
      }
      weights[at] = weight;
    }
    return new BreakModel(weights);
  }
}

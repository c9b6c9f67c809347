package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.align.Agreement;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.WordSegment;
import io.diction.speech.features.FeatureSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How well an utterance and its transcript agree, as it is kept beside the clip.
 *
 * @param whole the utterance's
 * @param words each word's, 0 to 1, in the order of the transcript as it is spoken
 */
public record ClipAgreement(Agreement whole, List<Double> words) {
  static final ClipAgreement NONE = new ClipAgreement(new Agreement(0, 0, 0, 0), List.of());

  private static final int BYTES_A_WORD = Float.BYTES;

  public ClipAgreement {
    words = List.copyOf(words);
  }

  /** Of words for which there is not even time. */
  static ClipAgreement none(List<String> words) {
    return new ClipAgreement(
        new Agreement(0, words.size(), 0, 0), words.stream().map(word -> 0.0).toList());
  }

  static ClipAgreement of(Alignment.Placed placed) {
    // As they come back from a file.
    List<Double> words =
        placed.words().stream()
            .map(WordSegment::agreement)
            .map(agreement -> (double) agreement.floatValue())
            .toList();
    return new ClipAgreement(placed.agreement(), words);
  }

  /** Speech that no word of the transcript stands for. */
  public int unwrittenMs() {
    return whole.unwrittenFrames() * 1000 / FeatureSettings.FRAME_RATE_HZ;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeDouble(whole.score());
    out.writeInt(whole.phones());
    out.writeDouble(whole.wordShare());
    out.writeInt(whole.unwrittenFrames());
    out.writeInt(words.size());
    for (double word : words) {
      out.writeFloat((float) word);
    }
  }

  static ClipAgreement read(DataInputStream in, long limit) throws IOException {
    Agreement whole =
        new Agreement(
            share(in.readDouble()),
            count(in.readInt()),
            share(in.readDouble()),
            count(in.readInt()));
    int count = BinaryFile.checkCount(in.readInt(), BYTES_A_WORD, limit);
    List<Double> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      words.add(share(in.readFloat()));
    }
    return new ClipAgreement(whole, words);
  }

  private static double share(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("an agreement of " + value);
    }
    return value;
  }

  private static int count(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a count of " + value);
    }
    return value;
  }
}

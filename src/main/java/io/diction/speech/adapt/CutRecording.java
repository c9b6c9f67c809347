package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.align.LongAlignment;
import io.diction.speech.align.LongAlignment.TimeRange;
import io.diction.speech.align.LongAlignment.WordRange;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A long recording and its transcript, cut at pauses.
 *
 * @param pieces in order, not overlapping
 * @param unplacedText runs of words that the recording does not say
 * @param unplacedAudio stretches in which something is said that is not written
 */
public record CutRecording(
    List<Piece> pieces, List<WordRange> unplacedText, List<TimeRange> unplacedAudio) {

  /**
   * A part of the recording with the words that are said in it.
   *
   * @param from first sample, at {@link io.diction.speech.audio.Audio#RECOGNITION_RATE_HZ}
   * @param to one past the last
   * @param words of the transcript, as they are spoken
   */
  public record Piece(int from, int to, WordRange words) {}

  private static final int BYTES_A_PIECE = 4 * Integer.BYTES;
  private static final int BYTES_A_RANGE = 2 * Integer.BYTES;

  public CutRecording {
    pieces = List.copyOf(pieces);
    unplacedText = List.copyOf(unplacedText);
    unplacedAudio = List.copyOf(unplacedAudio);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(pieces.size());
    for (Piece piece : pieces) {
      out.writeInt(piece.from());
      out.writeInt(piece.to());
      write(piece.words(), out);
    }
    out.writeInt(unplacedText.size());
    for (WordRange range : unplacedText) {
      write(range, out);
    }
    out.writeInt(unplacedAudio.size());
    for (TimeRange range : unplacedAudio) {
      out.writeDouble(range.from());
      out.writeDouble(range.to());
    }
  }

  private static void write(WordRange range, DataOutputStream out) throws IOException {
    out.writeInt(range.from());
    out.writeInt(range.to());
  }

  static CutRecording read(DataInputStream in, long limit) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    int count = BinaryFile.checkCount(in.readInt(), BYTES_A_PIECE, limit);
    for (int i = 0; i < count; i++) {
      int from = in.readInt();
      int to = in.readInt();
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("a piece from " + from + " to " + to);
      }
      pieces.add(new Piece(from, to, words(in)));
    }
    List<WordRange> unplacedText = new ArrayList<>();
    count = BinaryFile.checkCount(in.readInt(), BYTES_A_RANGE, limit);
    for (int i = 0; i < count; i++) {
      unplacedText.add(words(in));
    }
    List<TimeRange> unplacedAudio = new ArrayList<>();
    count = BinaryFile.checkCount(in.readInt(), 2 * BYTES_A_RANGE, limit);
    for (int i = 0; i < count; i++) {
      double from = in.readDouble();
      double to = in.readDouble();
      if (!(from >= 0 && to >= from)) {
        throw new IllegalArgumentException("audio from " + from + " to " + to);
      }
      unplacedAudio.add(new LongAlignment.TimeRange(from, to));
    }
    return new CutRecording(pieces, unplacedText, unplacedAudio);
  }

  private static WordRange words(DataInputStream in) throws IOException {
    int from = in.readInt();
    int to = in.readInt();
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("words from " + from + " to " + to);
    }
    return new WordRange(from, to);
  }
}

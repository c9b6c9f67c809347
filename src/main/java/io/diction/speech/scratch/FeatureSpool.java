package io.diction.speech.scratch;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Features of all utterances on disk, since every pass of a training reads them anew and hours of
 * them do not fit into memory: 56 MB an hour. Reading is for any number of threads, each with its
 * own {@link Reader}.
 */
final class FeatureSpool implements Closeable {
  private static final String FEATURES = "features.bin";
  private static final String INDEX = "features.index";
  private static final String FORMAT = "feature index";
  private static final int VERSION = 1;
  private static final int MOST_DIMENSIONS = 1_000;

  private final FileChannel channel;
  private final int dimension;

  private final List<Piece> pieces;
  private final long frames;

  /** One utterance in the file. */
  private record Piece(String id, long firstFrame, int frames) {}

  private FeatureSpool(FileChannel channel, int dimension, List<Piece> pieces, long frames) {
    this.channel = channel;
    this.dimension = dimension;
    this.frames = frames;
    // Whatever order they came in: sums depend on the order in which they are taken.
    this.pieces = pieces.stream().sorted(Comparator.comparing(Piece::id)).toList();
  }

  /** Writes a spool, utterance by utterance. */
  static final class Writer implements Closeable {
    private final Path folder;
    private final int dimension;
    private final DataOutputStream out;
    private final List<Piece> pieces = new ArrayList<>();
    private long written;
    private byte[] bytes = new byte[0];

    Writer(Path folder, int dimension) throws IOException {
      this.folder = folder;
      this.dimension = dimension;
      out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(folder.resolve(FEATURES)), 1 << 16));
    }

    void add(String id, float[] values, int frames) throws IOException {
      int size = frames * dimension;
      if (bytes.length < 4 * size) {
        bytes = new byte[4 * size];
      }
      ByteBuffer.wrap(bytes).asFloatBuffer().put(values, 0, size);
      out.write(bytes, 0, 4 * size);
      pieces.add(new Piece(id, written, frames));
      written += frames;
    }

    @Override
    public void close() throws IOException {
      out.close();
      BinaryFile.write(
          folder.resolve(INDEX),
          FORMAT,
          VERSION,
          index -> {
            index.writeInt(dimension);
            index.writeInt(pieces.size());
            for (Piece piece : pieces) {
              index.writeUTF(piece.id());
              index.writeInt(piece.frames());
            }
          });
    }
  }

  static FeatureSpool open(Path folder) throws IOException {
    Path file = folder.resolve(FEATURES);
    return BinaryFile.read(
        folder.resolve(INDEX),
        FORMAT,
        VERSION,
        VERSION,
        (in, limit) -> {
          int dimension = in.readInt();
          int count = BinaryFile.checkCount(in.readInt(), 6, limit);
          List<Piece> pieces = new ArrayList<>();
          long frames = 0;
          for (int i = 0; i < count; i++) {
            Piece piece = new Piece(in.readUTF(), frames, in.readInt());
            if (piece.frames() < 1) {
              throw new IllegalArgumentException("an utterance of " + piece.frames() + " frames");
            }
            pieces.add(piece);
            frames += piece.frames();
          }
          if (dimension < 1
              || dimension > MOST_DIMENSIONS
              || Files.size(file) != 4L * dimension * frames) {
            throw new FormatException(FEATURES, "", "its length is not that of its index");
          }
          return new FeatureSpool(
              FileChannel.open(file, StandardOpenOption.READ), dimension, pieces, frames);
        });
  }

  int utterances() {
    return pieces.size();
  }

  String id(int utterance) {
    return pieces.get(utterance).id();
  }

  /** Numbers in a frame. */
  int dimension() {
    return dimension;
  }

  int frames(int utterance) {
    return pieces.get(utterance).frames();
  }

  long totalFrames() {
    return frames;
  }

  /** Reads features into its own memory, which grows to the longest piece read. For one thread. */
  final class Reader {
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private float[] values = new float[0];

    /** A whole utterance, [frame * dimension + d]; overwritten by the next call. */
    float[] read(int utterance) throws IOException {
      return read(utterance, 0, frames(utterance));
    }

    /** Some frames of an utterance, [frame * dimension + d]; overwritten by the next call. */
    float[] read(int utterance, int firstFrame, int frames) throws IOException {
      int size = frames * dimension;
      if (values.length < size) {
        int room = size + size / 4;
        bytes = ByteBuffer.allocateDirect(4 * room);
        values = new float[room];
      }
      bytes.clear().limit(4 * size);
      long position = 4 * dimension * (pieces.get(utterance).firstFrame() + firstFrame);
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, position + bytes.position());
        if (read < 0) {
          throw new FormatException(FEATURES, "byte " + position, "ends too early");
        }
      }
      FloatBuffer floats = bytes.flip().asFloatBuffer();
      floats.get(values, 0, size);
      return values;
    }
  }

  Reader reader() {
    return new Reader();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

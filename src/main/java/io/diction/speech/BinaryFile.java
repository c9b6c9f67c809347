package io.diction.speech;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The envelope of Diction's own binary files: magic number, name of the format, version, content,
 * CRC-32 of everything before. Big-endian. A reader tells apart a file that is something else, one
 * of a version it cannot read, and a damaged one.
 */
public final class BinaryFile {
  private static final int MAGIC = 0x44494354; // "DICT"

  private BinaryFile() {}

  /** Writes the content. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads exactly what the {@link Writer} wrote. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * @param in the content
     * @param limit bytes of the whole file: no count in it can be larger
     */
    T read(DataInputStream in, long limit) throws IOException;
  }

  /** Writes beside the file, forces it to disk and renames: the file is whole or absent. */
  public static void write(Path file, String format, int version, Writer content)
      throws IOException {
    replace(
        file,
        raw -> {
          CheckedOutputStream sum = new CheckedOutputStream(raw, new CRC32());
          DataOutputStream out = new DataOutputStream(sum);
          out.writeInt(MAGIC);
          out.writeUTF(format);
          out.writeInt(version);
          content.write(out);
          out.flush();
          out.writeInt((int) sum.getChecksum().getValue());
          out.flush();
        });
  }

  /**
   * Reads a file.
   *
   * @param oldest lowest version that the reader understands
   * @param newest highest version that the reader understands
   * @throws FormatException when the file is something else, too old, too new or damaged
   */
  public static <T> T read(Path file, String format, int oldest, int newest, Reader<T> content)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    long size = Files.size(file);
    try (CheckedInputStream sum =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32())) {
      // Reads of single bytes would each go through the checksum: buffer above it is not
      // possible, since the checksum must stop before itself. Arrays are read in blocks.
      Counted in = new Counted(sum);
      try {
        return read(new DataInputStream(in), sum, name, size, format, oldest, newest, content);
      } catch (EOFException e) {
        throw damaged(name, in, "ends too soon", e);
      } catch (UTFDataFormatException e) {
        throw damaged(name, in, "a text is not in UTF-8", e);
      } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
        throw damaged(name, in, "an index that cannot be", e);
      } catch (IllegalArgumentException e) {
        throw damaged(name, in, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private static <T> T read(
      DataInputStream in,
      CheckedInputStream sum,
      String name,
      long size,
      String format,
      int oldest,
      int newest,
      Reader<T> content)
      throws IOException {
    if (size < 4 || in.readInt() != MAGIC) {
      throw new FormatException(name, "", "not a file written by Diction");
    }
    String found = in.readUTF();
    if (!found.equals(format)) {
      throw new FormatException(name, "", "holds a " + clip(found) + ", expected a " + format);
    }
    int version = in.readInt();
    if (version < oldest) {
      throw new FormatException(
          name, "", "version " + version + " is too old, the oldest readable is " + oldest);
    }
    if (version > newest) {
      throw new FormatException(
          name, "", "version " + version + " is newer than this program, which reads " + newest);
    }
    T result = content.read(in, size);
    int computed = (int) sum.getChecksum().getValue();
    if (in.readInt() != computed || in.read() >= 0) {
      throw new FormatException(name, "", "damaged: content and checksum do not agree");
    }
    return result;
  }

  private static FormatException damaged(String name, Counted in, String reason, Exception cause) {
    return new FormatException(name, "byte " + in.position, "damaged: " + reason, cause);
  }

  private static String clip(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  /**
   * Replaces a file as a whole: written beside it, forced to disk, renamed over it. Several threads
   * and processes may replace the same file; the last one's content stays.
   */
  public static void replace(Path file, StreamWriter content) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.write(out);
        out.flush();
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      } catch (IOException e) {
        // Some systems cannot force a folder; the rename itself is atomic everywhere.
        return;
      }
    }
  }

  /** Writes a whole file to a stream. */
  @FunctionalInterface
  public interface StreamWriter {
    void write(OutputStream out) throws IOException;
  }

  /** Refuses a count that cannot be true, before it sizes an array. */
  public static int checkCount(long count, long bytesEach, long limit) {
    if (count < 0 || count > limit / bytesEach) {
      throw new IllegalArgumentException("impossible count " + count);
    }
    return (int) count;
  }

  /** Knows how far it has read; leaves closing to the stream below. */
  private static final class Counted extends FilterInputStream {
    private long position;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      position += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      position += Math.max(count, 0);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      position += skipped;
      return skipped;
    }

    @Override
    public void close() {}
  }
}

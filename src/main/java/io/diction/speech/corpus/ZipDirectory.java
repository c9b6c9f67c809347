package io.diction.speech.corpus;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The central directory of a zip archive (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16), read
 * without trusting it: the number of entries is known, and refused, before one of them is read.
 */
final class ZipDirectory {
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 65_535;
  private static final int LONGEST_NAME = 1_000;
  private static final int ENTRY_BYTES = 46;
  private static final int END_SIGNATURE = 0x06054B50;
  private static final int LOCATOR_SIGNATURE = 0x07064B50;
  private static final int END_64_SIGNATURE = 0x06064B50;
  private static final int ENTRY_SIGNATURE = 0x02014B50;
  private static final int UNIX_LINK = 0xA000;

  /** Names, extra fields and comments of a sane archive stay far below this, an entry. */
  private static final long MOST_BYTES_PER_ENTRY = 4_096;

  /** The names in it are kept in memory: this is room for a million of a usual length. */
  private static final long MOST_BYTES = 256L << 20;

  /** What is kept of an entry besides its name. */
  private static final int LISTED_BYTES = 160;

  /** Several archives may be listed at the same time. */
  private static final double SHARE_OF_MEMORY = 0.25;

  private ZipDirectory() {}

  /** Where the directory is. */
  private record End(long entries, long bytes, long offset, long shift) {}

  /**
   * One entry as the directory describes it.
   *
   * @param method 0 stored, 8 deflated
   * @param headerOffset of the local header
   */
  record Entry(
      String name,
      boolean folder,
      boolean encrypted,
      boolean link,
      int method,
      long crc,
      long compressedBytes,
      long bytes,
      long headerOffset) {}

  /**
   * Reads the directory, twice: nothing is told of one that is damaged, and none is ever in memory.
   *
   * @param each told every entry
   * @return false when the archive as a whole is refused, with the reason among the findings
   */
  static boolean read(
      String archive,
      FileChannel file,
      CorpusLimits limits,
      Findings findings,
      Consumer<Entry> each)
      throws IOException {
    End end = end(file);
    if (end == null) {
      findings.add(FindingCode.NOT_A_ZIP, archive);
      return false;
    }
    if (end.entries() > limits.entries()) {
      findings.add(FindingCode.TOO_MANY_FILES, archive, end.entries(), limits.entries());
      return false;
    }
    long start = end.offset() + end.shift();
    boolean sane =
        start >= 0
            && end.bytes() >= 0
            && start + end.bytes() <= file.size()
            && end.bytes() <= Math.min(MOST_BYTES, (end.entries() + 1) * MOST_BYTES_PER_ENTRY);
    if (!sane) {
      findings.add(FindingCode.NOT_A_ZIP, archive);
      return false;
    }
    double share = listBytes(end) / (Runtime.getRuntime().maxMemory() * SHARE_OF_MEMORY);
    if (share > 1) {
      long room = (long) (end.entries() / share);
      findings.add(FindingCode.TOO_MANY_FILES, archive, end.entries(), room);
      return false;
    }
    // Entries that share bytes of the archive: a few bytes would unpack to any amount.
    long[] left = {file.size()};
    if (!tell(file, end, entry -> left[0] -= Math.min(entry.compressedBytes(), left[0] + 1))
        || left[0] < 0) {
      findings.add(FindingCode.NOT_A_ZIP, archive);
      return false;
    }
    return tell(file, end, each);
  }

  /** What a list of all files takes at most. */
  private static double listBytes(End end) {
    return end.bytes() + (double) end.entries() * LISTED_BYTES;
  }

  /** Whether the directory is whole. */
  private static boolean tell(FileChannel file, End end, Consumer<Entry> each) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new ChannelPart(file, end.offset() + end.shift(), end.bytes()), 1 << 16))) {
      for (long i = 0; i < end.entries(); i++) {
        Entry entry = entry(in, end.shift());
        if (entry == null) {
          return false;
        }
        each.accept(entry);
      }
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  private static @Nullable End end(FileChannel file) throws IOException {
    long size = file.size();
    int tail = (int) Math.min(size, END_BYTES + LONGEST_COMMENT);
    ByteBuffer bytes = bytes(file, size - tail, tail);
    for (int at = tail - END_BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == END_SIGNATURE
          && at + END_BYTES + unsigned16(bytes, at + 20) <= tail) {
        return end(file, bytes, at, size - tail + at);
      }
    }
    return null;
  }

  private static @Nullable End end(FileChannel file, ByteBuffer bytes, int at, long position)
      throws IOException {
    long entries = unsigned16(bytes, at + 10);
    long length = unsigned32(bytes, at + 12);
    long offset = unsigned32(bytes, at + 16);
    if (entries == 0xFFFF || length == 0xFFFFFFFFL || offset == 0xFFFFFFFFL) {
      ByteBuffer locator = bytes(file, Math.max(0, position - 20), 20);
      if (locator.remaining() == 20 && locator.getInt(0) == LOCATOR_SIGNATURE) {
        ByteBuffer end64 = bytes(file, Math.max(0, locator.getLong(8)), 56);
        if (end64.remaining() < 56 || end64.getInt(0) != END_64_SIGNATURE) {
          return null;
        }
        return new End(end64.getLong(32), end64.getLong(40), end64.getLong(48), 0);
      }
    }
    // Something may stand before the archive, such as the program of a self-extracting one.
    return new End(entries, length, offset, position - length - offset);
  }

  private static @Nullable Entry entry(DataInputStream in, long shift) throws IOException {
    byte[] fixed = new byte[ENTRY_BYTES];
    in.readFully(fixed);
    ByteBuffer head = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
    if (head.getInt(0) != ENTRY_SIGNATURE) {
      return null;
    }
    byte[] name = new byte[unsigned16(head, 28)];
    in.readFully(name);
    byte[] extra = new byte[unsigned16(head, 30)];
    in.readFully(extra);
    in.skipNBytes(unsigned16(head, 32));
    long compressed = unsigned32(head, 20);
    long bytes = unsigned32(head, 24);
    long offset = unsigned32(head, 42);
    // Zip64: the extra field 1 holds, in this order, those values that do not fit.
    ByteBuffer wide = zip64(extra);
    if (bytes == 0xFFFFFFFFL && wide.remaining() >= 8) {
      bytes = wide.getLong();
    }
    if (compressed == 0xFFFFFFFFL && wide.remaining() >= 8) {
      compressed = wide.getLong();
    }
    if (offset == 0xFFFFFFFFL && wide.remaining() >= 8) {
      offset = wide.getLong();
    }
    if (bytes < 0
        || compressed < 0
        || offset < 0
        || offset + shift < 0
        || name.length > LONGEST_NAME) {
      return null;
    }
    String text = decode(name);
    int flags = unsigned16(head, 8);
    boolean unix = unsigned16(head, 4) >> 8 == 3;
    boolean link = unix && (unsigned16(head, 40) & 0xF000) == UNIX_LINK;
    return new Entry(
        text,
        text.endsWith("/") || text.endsWith("\\"),
        (flags & 1) != 0,
        link,
        unsigned16(head, 10),
        unsigned32(head, 16),
        compressed,
        bytes,
        offset + shift);
  }

  private static ByteBuffer zip64(byte[] extra) {
    ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
    while (fields.remaining() >= 4) {
      int id = fields.getShort() & 0xFFFF;
      int length = Math.min(fields.getShort() & 0xFFFF, fields.remaining());
      if (id == 1) {
        return fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      fields.position(fields.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  /** Many tools write UTF-8 without the flag that says so; the rest is DOS's code page. */
  private static String decode(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      Charset dos =
          Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
      return new String(name, dos);
    }
  }

  static ByteBuffer bytes(FileChannel file, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  static int unsigned16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xFFFF;
  }

  private static long unsigned32(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & 0xFFFFFFFFL;
  }

  /** A part of a file as a stream; the file's own position stays where it is. */
  static final class ChannelPart extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    ChannelPart(FileChannel file, long start, long length) {
      this.file = file;
      position = start;
      end = start + length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      long left = end - position;
      if (left <= 0) {
        return -1;
      }
      int read = file.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left)), position);
      if (read > 0) {
        position += read;
      }
      return read;
    }
  }
}

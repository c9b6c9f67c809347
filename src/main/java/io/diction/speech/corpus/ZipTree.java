package io.diction.speech.corpus;

import io.diction.speech.FormatException;
import io.diction.speech.TemporaryFolder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive, read in place. Entries with names that lead outside, with a password, or that
 * would grow beyond measure are reported and left out. Recordings are unpacked one by one when
 * somebody needs them, into a folder that goes with the tree.
 */
final class ZipTree implements FileTree {
  /** Entries up to this size may be compressed as far as they like. */
  private static final long SMALL_BYTES = 1 << 20;

  private static final int LONGEST_EXTENSION = 8;
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int LOCAL_SIGNATURE = 0x04034B50;

  private final FileChannel channel;
  private final Map<String, CorpusFile> files;
  private final @Nullable Path work;
  private final Map<String, Path> unpacked = new TreeMap<>();
  private @Nullable Path folder;

  private ZipTree(FileChannel channel, Map<String, CorpusFile> files, @Nullable Path work) {
    this.channel = channel;
    this.files = files;
    this.work = work;
  }

  /** One usable entry; there may be a million, so it has no more than is needed to read it. */
  private record EntryFile(
      FileChannel channel,
      String name,
      boolean deflated,
      int crc,
      long compressedBytes,
      long size,
      long headerOffset)
      implements CorpusFile {
    static EntryFile of(FileChannel channel, String name, ZipDirectory.Entry entry) {
      return new EntryFile(
          channel,
          name,
          entry.method() != 0,
          (int) entry.crc(),
          entry.compressedBytes(),
          entry.bytes(),
          entry.headerOffset());
    }

    @Override
    public InputStream open() throws IOException {
      ByteBuffer header = ZipDirectory.bytes(channel, headerOffset, LOCAL_HEADER_BYTES);
      if (header.remaining() < LOCAL_HEADER_BYTES || header.getInt(0) != LOCAL_SIGNATURE) {
        throw new ZipException(name + ": no such entry");
      }
      long start =
          headerOffset
              + LOCAL_HEADER_BYTES
              + ZipDirectory.unsigned16(header, 26)
              + ZipDirectory.unsigned16(header, 28);
      InputStream raw = new ZipDirectory.ChannelPart(channel, start, compressedBytes);
      InputStream content =
          !deflated
              ? raw
              : new InflaterInputStream(raw, new Inflater(true), 1 << 16) {
                @Override
                public void close() throws IOException {
                  // The inflater holds memory outside of the heap and is ours to end.
                  inf.end();
                  super.close();
                }
              };
      return new Verified(content, this);
    }
  }

  /** Holds an entry to the size and checksum that the directory promised. */
  private static final class Verified extends InputStream {
    private final InputStream content;
    private final EntryFile entry;
    private final CRC32 crc = new CRC32();
    private long count;

    Verified(InputStream content, EntryFile entry) {
      this.content = content;
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = content.read(buffer, offset, length);
      if (read > 0) {
        count += read;
        crc.update(buffer, offset, read);
      }
      if (count > entry.size()) {
        throw new ZipException(entry.name() + ": larger than the archive says");
      }
      if (read < 0 && (count != entry.size() || (int) crc.getValue() != entry.crc())) {
        throw new ZipException(entry.name() + ": damaged");
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  static ZipTree open(Path archive, String name, CorpusLimits limits, Findings findings)
      throws IOException {
    return open(archive, name, limits, findings, null);
  }

  static ZipTree open(
      Path archive, String name, CorpusLimits limits, Findings findings, @Nullable Path work)
      throws IOException {
    FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ);
    boolean opened = false;
    try {
      Map<String, CorpusFile> files = new TreeMap<>();
      long[] total = {0};
      boolean read =
          ZipDirectory.read(
              name,
              channel,
              limits,
              findings,
              entry -> total[0] += take(name, entry, channel, limits, findings, files));
      if (read && (total[0] > limits.totalBytes() || total[0] < 0)) {
        findings.add(FindingCode.TOO_LARGE, name, total[0], limits.totalBytes());
        files.clear();
      }
      opened = true;
      return new ZipTree(channel, files, work);
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** The bytes of an entry that is listed; 0 of any other. */
  private static long take(
      String archive,
      ZipDirectory.Entry entry,
      FileChannel channel,
      CorpusLimits limits,
      Findings findings,
      Map<String, CorpusFile> files) {
    String name = entry.name().replace('\\', '/');
    if (leadsOutside(name)) {
      findings.add(FindingCode.SUSPICIOUS_NAME, archive, entry.name());
    } else if (entry.link()) {
      findings.add(FindingCode.LINK_IGNORED, name);
    } else if (!entry.folder()) {
      if (files.containsKey(name)) {
        findings.add(FindingCode.DUPLICATE_NAME, archive, name);
      } else if (isUsable(archive, entry, name, limits, findings)) {
        files.put(name, EntryFile.of(channel, name, entry));
        return entry.bytes();
      }
    }
    return 0;
  }

  private static boolean isUsable(
      String archive,
      ZipDirectory.Entry entry,
      String name,
      CorpusLimits limits,
      Findings findings) {
    if (entry.encrypted()) {
      findings.add(FindingCode.ENCRYPTED_ENTRY, archive, name);
      return false;
    }
    if (entry.method() != 0 && entry.method() != 8) {
      findings.add(FindingCode.UNSUPPORTED_COMPRESSION, archive, name);
      return false;
    }
    if (name.split("/").length - 1 > limits.depth()) {
      findings.add(FindingCode.TOO_DEEP, name, limits.depth());
      return false;
    }
    long times = entry.bytes() / Math.max(1, entry.compressedBytes());
    if (entry.bytes() > SMALL_BYTES && times > limits.ratio()) {
      findings.add(FindingCode.COMPRESSED_TOO_FAR, archive, name, times);
      return false;
    }
    return true;
  }

  private static boolean leadsOutside(String name) {
    return name.isEmpty()
        || name.startsWith("/")
        || name.matches("(?s)[A-Za-z]:.*")
        || name.codePoints().anyMatch(Character::isISOControl)
        || List.of(name.split("/")).contains("..");
  }

  @Override
  public Collection<CorpusFile> files() {
    return files.values();
  }

  @Override
  public Optional<CorpusFile> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Names of the unpacked files are ours: nothing of an entry's name reaches the disk. */
  @Override
  public synchronized Path locate(CorpusFile file) throws IOException {
    Path known = unpacked.get(file.name());
    if (known != null) {
      return known;
    }
    if (folder == null) {
      folder =
          work == null
              ? Files.createTempDirectory(TemporaryFolder.ofProcess(), "corpus")
              : Files.createTempDirectory(Files.createDirectories(work), "unpacked");
    }
    String letters = FileKind.extension(file.name()).replaceAll("[^a-z0-9]", "");
    String extension = letters.substring(0, Math.min(letters.length(), LONGEST_EXTENSION));
    Path target = folder.resolve(unpacked.size() + "." + extension);
    try (InputStream content = file.open()) {
      Files.copy(content, target);
    } catch (ZipException | EOFException e) {
      Files.deleteIfExists(target);
      throw new FormatException(
          file.name(), "", "the file is damaged inside of its archive; make the archive again", e);
    }
    unpacked.put(file.name(), target);
    return target;
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
    if (folder != null) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      folder = null;
    }
  }
}

package io.diction.dataset.folder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder as an archive that is nowhere: made while somebody reads it, from any byte
 * on. Nothing in it is compressed, so that its length and the place of everything are known before
 * a file is opened; what is skipped is not read, except for its checksum.
 */
public final class FolderZip {
  /** Changes with the layout: what was begun before cannot be gone on with. */
  private static final int LAYOUT = 1;

  private static final int BUFFER = 64 * 1024;
  private static final long UNKNOWN = -1;

  private final List<Part> parts;
  private final ZipLayout layout;
  private final Source source;
  private final long[] checksums;

  /** Where the bytes of a file come from. */
  public interface Source {
    InputStream open(Part part) throws IOException;
  }

  /**
   * Opens nothing yet.
   *
   * @param at when they came
   */
  public FolderZip(List<Part> parts, Instant at, Source source) {
    this.parts = List.copyOf(parts);
    this.layout = new ZipLayout(this.parts, at);
    this.source = source;
    this.checksums = new long[parts.size()];
    Arrays.fill(checksums, UNKNOWN);
  }

  /** In bytes. */
  public long length() {
    return layout.length();
  }

  /** Tells the same bytes by what the folder is told by. */
  public static String tag(String sha256) {
    return sha256 + "-" + LAYOUT;
  }

  /** Reads it; {@link InputStream#skip} goes ahead without reading. */
  public InputStream open() {
    return new Bytes();
  }

  private int checksum(int part) throws IOException {
    if (checksums[part] == UNKNOWN) {
      CRC32 sum = new CRC32();
      byte[] buffer = new byte[BUFFER];
      try (InputStream bytes = source.open(parts.get(part))) {
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
          sum.update(buffer, 0, read);
        }
      }
      checksums[part] = sum.getValue();
    }
    return (int) checksums[part];
  }

  /** Before and of each file, then of each in the list of them, then the end. */
  private final class Bytes extends InputStream {
    private int next;
    private @Nullable InputStream current;
    private long left;

    private long bytes(int piece) {
      int files = parts.size();
      if (piece < 2 * files) {
        return piece % 2 == 0 ? layout.localBytes(piece / 2) : layout.size(piece / 2);
      }
      return piece < 3 * files ? layout.centralBytes(piece - 2 * files) : layout.endBytes();
    }

    private InputStream open(int piece) throws IOException {
      int files = parts.size();
      if (piece < 2 * files) {
        return piece % 2 == 0
            ? new ByteArrayInputStream(layout.local(piece / 2, checksum(piece / 2)))
            : source.open(parts.get(piece / 2));
      }
      int listed = piece - 2 * files;
      return new ByteArrayInputStream(
          listed < files ? layout.central(listed, checksum(listed)) : layout.end());
    }

    private boolean isOver() {
      return left == 0 && next > 3 * parts.size();
    }

    private InputStream piece() throws IOException {
      if (current == null) {
        left = bytes(next);
        current = open(next);
        next++;
      }
      return current;
    }

    private void past(long bytes) throws IOException {
      left -= bytes;
      if (left == 0) {
        close();
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      while (!isOver()) {
        int read = piece().read(to, from, (int) Math.min(most, left));
        if (read > 0) {
          past(read);
          return read;
        }
        if (left > 0) {
          throw new IOException("a file of a folder has fewer bytes than it had");
        }
        close();
      }
      return -1;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long rest = bytes;
      while (rest > 0 && !isOver()) {
        if (current == null && bytes(next) <= rest) {
          rest -= bytes(next);
          next++;
        } else {
          InputStream piece = piece();
          long skipped = Math.min(rest, left);
          piece.skipNBytes(skipped);
          rest -= skipped;
          past(skipped);
        }
      }
      return bytes - rest;
    }

    @Override
    public void close() throws IOException {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}

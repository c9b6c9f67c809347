package io.diction.dataset.folder;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of one folder as they arrive, in an archive on the disk that goes when this is closed.
 * They are not compressed: audio would not get smaller.
 */
public final class FolderArchive implements Closeable {
  private static final int BLOCK = 64 * 1024;

  private final Path file;
  private final ZipOutputStream zip;
  private final Set<String> names = new HashSet<>();
  private String firstName = "";

  /**
   * @param file to be written; must not exist
   */
  public FolderArchive(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    this.file = file;
    this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BLOCK));
    this.zip.setLevel(Deflater.NO_COMPRESSION);
  }

  /** Whether a file of this name is in it already. */
  public boolean has(FolderPath path) {
    return names.contains(path.inside());
  }

  /**
   * Copies one file into it.
   *
   * @param mostBytes what there is room for
   * @return how many bytes it had; more than {@code mostBytes} when there was no room, after which
   *     the archive is of no use
   */
  public long add(FolderPath path, InputStream bytes, long mostBytes) throws IOException {
    names.add(path.inside());
    if (firstName.isEmpty()) {
      firstName = path.file();
    }
    zip.putNextEntry(new ZipEntry(path.inside()));
    byte[] block = new byte[BLOCK];
    long written = 0;
    for (int read = bytes.read(block); read >= 0; read = bytes.read(block)) {
      written += read;
      if (written > mostBytes) {
        break;
      }
      zip.write(block, 0, read);
    }
    zip.closeEntry();
    return written;
  }

  /** Whether it is one file by itself, not of a folder. */
  public boolean isLone() {
    return names.size() == 1 && names.contains(firstName);
  }

  /** The bytes of the only file; nothing can be added any more. */
  public InputStream openLone() throws IOException {
    ZipInputStream entries = new ZipInputStream(new BufferedInputStream(open(), BLOCK));
    entries.getNextEntry();
    return entries;
  }

  /** Of the file that came first. */
  public String firstName() {
    return firstName;
  }

  /** The whole archive; nothing can be added any more. */
  public InputStream open() throws IOException {
    zip.close();
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    try {
      zip.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}

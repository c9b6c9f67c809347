package io.diction.dataset.folder;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The files of a folder as text, a line each: hash, size, path. Folders with the same files have
 * the same list, whatever they are called and in whatever order they came.
 */
public final class FolderList extends InputStream {
  private final Iterator<Part> parts;
  private byte[] line = {};
  private int at;

  public FolderList(List<Part> parts) {
    this.parts = parts.stream().sorted(Comparator.comparing(Part::path)).iterator();
  }

  @Override
  public int read() {
    return fill() ? line[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int written = 0;
    while (written < length && fill()) {
      int count = Math.min(length - written, line.length - at);
      System.arraycopy(line, at, buffer, offset + written, count);
      at += count;
      written += count;
    }
    return written == 0 && length > 0 ? -1 : written;
  }

  private boolean fill() {
    while (at == line.length && parts.hasNext()) {
      Part part = parts.next();
      line =
          (part.blob().sha256() + " " + part.blob().sizeBytes() + " " + part.path() + "\n")
              .getBytes(StandardCharsets.UTF_8);
      at = 0;
    }
    return at < line.length;
  }
}

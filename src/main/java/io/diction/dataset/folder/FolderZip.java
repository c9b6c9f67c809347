package io.diction.dataset.folder;

import io.diction.speech.corpus.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the files of a folder as an archive while somebody reads it. */
public final class FolderZip {
  private FolderZip() {}

  /** Where the bytes of a file come from. */
  public interface Source {
    InputStream open(Part part) throws IOException;
  }

  /**
   * Writes all files.
   *
   * @param at when they came
   */
  public static void write(List<Part> parts, Instant at, Source source, OutputStream to)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(to);
    for (Part part : parts) {
      // Audio would not get smaller.
      boolean audio = FileKind.ofName(part.path()) == FileKind.AUDIO;
      zip.setLevel(audio ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
      ZipEntry entry = new ZipEntry(part.path());
      entry.setTime(at.toEpochMilli());
      zip.putNextEntry(entry);
      try (InputStream bytes = source.open(part)) {
        bytes.transferTo(zip);
      }
      zip.closeEntry();
    }
    zip.finish();
  }
}

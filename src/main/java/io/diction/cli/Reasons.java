package io.diction.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sentences for exceptions of the file system, which often have a file's name for a message. */
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    String usual = usual(e);
    return usual == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + usual;
  }

  /** A sentence that names a file, whatever the exception names. */
  static String of(Path file, IOException e) {
    String usual = usual(e);
    return file + ": " + (usual == null ? e.getMessage() : usual);
  }

  private static @Nullable String usual(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "may not be read or written";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    }
    return null;
  }

  /** Below what telephones have, words are lost that no recogniser can get back. */
  private static final double TELEPHONE_HZ = 3_200;

  /** What to tell about a recording of narrow band; null where there is nothing to tell. */
  static @Nullable String ofBandwidth(double narrowBandwidthHz) {
    return narrowBandwidthHz > 0 && narrowBandwidthHz < TELEPHONE_HZ
        ? String.format(
            Locale.ROOT,
            "warning: nothing is heard above %.0f Hz, less than a telephone has: expect many errors",
            narrowBandwidthHz)
        : null;
  }
}

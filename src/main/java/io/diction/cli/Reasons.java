package io.diction.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sentences for exceptions of the file system, which often have a file's name for a message. */
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + ": no such file";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": may not be read or written";
    }
    return String.valueOf(e.getMessage());
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

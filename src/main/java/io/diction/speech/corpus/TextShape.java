package io.diction.speech.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How a text is written down.
 *
 * @param encoding its usual name, such as UTF-8
 * @param isMarked whether it begins with a byte-order mark
 * @param lineEnding by which its lines end
 */
public record TextShape(String encoding, boolean isMarked, LineEnding lineEnding) {

  /** What lines end with. */
  public enum LineEnding {
    /** It is one line. */
    NONE,
    LF,
    CRLF,
    CR,
    MIXED
  }

  /**
   * Reads a text to its end, in bounded memory.
   *
   * @return for bytes that are no text an encoding of {@code binary} or {@code UTF-32}, which is
   *     not read, without line endings
   */
  public static TextShape of(Path file) throws IOException {
    return of(() -> Files.newInputStream(file));
  }

  /** Begins to read a text. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  /** Of a text that is read as often as it takes. */
  static TextShape of(Opening file) throws IOException {
    byte[] head = new byte[FileKind.HEAD_BYTES];
    int length;
    try (InputStream bytes = file.open()) {
      length = bytes.readNBytes(head, 0, head.length);
    }
    TextEncoding encoding = TextEncoding.guess(head, length);
    if (encoding == TextEncoding.BINARY || encoding == TextEncoding.UTF_32) {
      String name = encoding == TextEncoding.BINARY ? "binary" : "UTF-32";
      return new TextShape(name, false, LineEnding.NONE);
    }
    if (encoding == TextEncoding.UTF_8) {
      try (InputStream bytes = file.open()) {
        encoding = TextEncoding.examine(bytes);
      }
    }
    return new TextShape(
        encoding.charset().displayName(Locale.ROOT),
        encoding.markBytes() > 0,
        lineEnding(file, encoding.charset()));
  }

  private static LineEnding lineEnding(Opening file, Charset charset) throws IOException {
    boolean[] seen = new boolean[LineEnding.values().length];
    char[] block = new char[1 << 14];
    boolean afterReturn = false;
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(file.open(), charset))) {
      for (int read = reader.read(block); read >= 0; read = reader.read(block)) {
        for (int i = 0; i < read; i++) {
          char c = block[i];
          if (c == '\n') {
            seen[(afterReturn ? LineEnding.CRLF : LineEnding.LF).ordinal()] = true;
          } else if (afterReturn) {
            seen[LineEnding.CR.ordinal()] = true;
          }
          afterReturn = c == '\r';
        }
      }
    }
    if (afterReturn) {
      seen[LineEnding.CR.ordinal()] = true;
    }
    LineEnding found = LineEnding.NONE;
    for (LineEnding ending : LineEnding.values()) {
      if (seen[ending.ordinal()]) {
        found = found == LineEnding.NONE ? ending : LineEnding.MIXED;
      }
    }
    return found;
  }
}

package io.diction.speech.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user's text line by line: finds out its encoding, leaves out what no text may have and
 * says where it was. Holds one line at a time.
 */
final class TextReader {
  private static final int REPLACEMENT = 0xFFFD;
  private static final int MARK = 0xFEFF;

  /** What DOS wrote at the end of a text. */
  private static final int END_OF_TEXT = 0x1A;

  private TextReader() {}

  /** Takes the lines that are right; false ends the reading. */
  interface Lines {
    boolean line(int number, String text) throws IOException;
  }

  /**
   * Reads a whole text.
   *
   * @return false when the file as a whole was refused, with the reason among the findings
   */
  static boolean read(CorpusFile file, CorpusLimits limits, Findings findings, Lines lines)
      throws IOException {
    try {
      return readWhole(file, limits, findings, lines);
    } catch (ZipException | EOFException e) {
      // A damaged archive is its owner's matter, unlike a disk that fails.
      findings.add(FindingCode.UNREADABLE, file.name());
      return false;
    }
  }

  private static boolean readWhole(
      CorpusFile file, CorpusLimits limits, Findings findings, Lines lines) throws IOException {
    if (file.size() > limits.textBytes()) {
      findings.add(FindingCode.TOO_LARGE, file.name(), file.size(), limits.textBytes());
      return false;
    }
    TextEncoding encoding = encoding(file, findings);
    if (encoding == null) {
      return false;
    }
    try (InputStream bytes = new BufferedInputStream(file.open(), 1 << 16)) {
      bytes.skipNBytes(encoding.markBytes());
      Reader characters =
          new BufferedReader(
              new InputStreamReader(
                  bytes,
                  encoding
                      .charset()
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPLACE)
                      .onUnmappableCharacter(CodingErrorAction.REPLACE)),
              1 << 16);
      new Splitter(file.name(), encoding, limits, findings, lines).split(characters);
    }
    return true;
  }

  private static @Nullable TextEncoding encoding(CorpusFile file, Findings findings)
      throws IOException {
    byte[] head = new byte[FileKind.HEAD_BYTES];
    int length;
    try (InputStream bytes = file.open()) {
      length = bytes.readNBytes(head, 0, head.length);
    }
    if (length == 0) {
      findings.add(FindingCode.EMPTY_FILE, file.name());
      return null;
    }
    Optional<OtherContent> other = OtherContent.of(head, length);
    if (other.isPresent()) {
      findings.add(other.get().code(), file.name(), other.get().label());
      return null;
    }
    TextEncoding encoding = TextEncoding.guess(head, length);
    if (encoding == TextEncoding.BINARY) {
      findings.add(FindingCode.BINARY_CONTENT, file.name());
      return null;
    }
    if (encoding == TextEncoding.UTF_32) {
      findings.add(FindingCode.UNKNOWN_ENCODING, file.name());
      return null;
    }
    if (encoding == TextEncoding.UTF_8) {
      try (InputStream bytes = file.open()) {
        encoding = TextEncoding.examine(bytes);
      }
    }
    if (encoding.isGuessed()) {
      findings.add(FindingCode.ENCODING_GUESSED, file.name(), encoding.charset().name());
    }
    return encoding;
  }

  /** Splits at LF, CR and CRLF. */
  private static final class Splitter {
    private final String file;
    private final TextEncoding encoding;
    private final CorpusLimits limits;
    private final Findings findings;
    private final Lines lines;
    private final StringBuilder line = new StringBuilder();
    private int number = 1;
    private boolean tooLong;

    Splitter(
        String file, TextEncoding encoding, CorpusLimits limits, Findings findings, Lines lines) {
      this.file = file;
      this.encoding = encoding;
      this.limits = limits;
      this.findings = findings;
      this.lines = lines;
    }

    void split(Reader characters) throws IOException {
      boolean afterReturn = false;
      for (int c = characters.read(); c >= 0; c = characters.read()) {
        boolean secondOfPair = afterReturn && c == '\n';
        afterReturn = c == '\r';
        if (secondOfPair) {
          continue;
        }
        if (c == '\n' || c == '\r') {
          if (!deliver()) {
            return;
          }
        } else if (line.length() < limits.lineCharacters()) {
          line.append((char) c);
        } else {
          tooLong = true;
        }
      }
      if (line.length() > 0) {
        deliver();
      }
    }

    private boolean deliver() throws IOException {
      boolean more = true;
      if (tooLong) {
        findings.addAt(FindingCode.LINE_TOO_LONG, file, number, limits.lineCharacters());
      } else if (isClean()) {
        more = lines.line(number, line.toString());
      }
      line.setLength(0);
      tooLong = false;
      number++;
      return more;
    }

    /** Whether the line may be used; otherwise the first thing wrong with it is reported. */
    private boolean isClean() {
      int column = 1;
      int kept = 0;
      boolean marked = false;
      for (int i = 0; i < line.length(); column++) {
        int c = line.codePointAt(i);
        int next = i + Character.charCount(c);
        if (c == MARK && !marked) {
          marked = true;
          findings.add(CorpusFinding.of(FindingCode.BYTE_ORDER_MARK, file, number, column));
        }
        if (c == MARK || (c == END_OF_TEXT && next == line.length())) {
          i = next;
          continue;
        }
        if (c == REPLACEMENT) {
          findings.add(
              CorpusFinding.of(
                  FindingCode.INVALID_ENCODING, file, number, column, encoding.charset().name()));
          return false;
        }
        if (TextEdit.isIllegal(c)) {
          findings.add(
              CorpusFinding.of(
                  FindingCode.ILLEGAL_CHARACTER, file, number, column, "U+%04X".formatted(c)));
          return false;
        }
        // Moved, not cut out: a line of nothing but marks would take the square of its length.
        while (i < next) {
          line.setCharAt(kept++, line.charAt(i++));
        }
      }
      line.setLength(kept);
      return true;
    }
  }
}

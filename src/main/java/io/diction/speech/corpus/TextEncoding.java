package io.diction.speech.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a text is encoded, told from its bytes. */
enum TextEncoding {
  UTF_8(StandardCharsets.UTF_8, 0, false),
  UTF_8_MARKED(StandardCharsets.UTF_8, 3, false),
  UTF_16_LE_MARKED(StandardCharsets.UTF_16LE, 2, false),
  UTF_16_BE_MARKED(StandardCharsets.UTF_16BE, 2, false),
  UTF_16_LE(StandardCharsets.UTF_16LE, 0, true),
  UTF_16_BE(StandardCharsets.UTF_16BE, 0, true),
  WINDOWS_1252(Charset.forName("windows-1252"), 0, true),
  UTF_32(StandardCharsets.UTF_8, 0, false),
  BINARY(StandardCharsets.UTF_8, 0, false);

  /** Of a text in Windows-1252 most bytes are ASCII; other code pages use the upper half more. */
  private static final double MOST_UPPER = 0.3;

  /** A text may have slips; they are reported by line. More of them make it something else. */
  private static final int FEW_CONTROLS = 3;

  private final Charset charset;
  private final int markBytes;
  private final boolean guessed;

  TextEncoding(Charset charset, int markBytes, boolean guessed) {
    this.charset = charset;
    this.markBytes = markBytes;
    this.guessed = guessed;
  }

  Charset charset() {
    return charset;
  }

  /** Bytes of the byte-order mark, to be skipped. */
  int markBytes() {
    return markBytes;
  }

  /** Whether nothing in the file says so. */
  boolean isGuessed() {
    return guessed;
  }

  /**
   * From the first bytes: the mark, zeros where UTF-16 has them, control characters; else UTF-8.
   */
  static TextEncoding guess(byte[] head, int length) {
    if (starts(head, length, 0xFF, 0xFE, 0, 0) || starts(head, length, 0, 0, 0xFE, 0xFF)) {
      return UTF_32;
    }
    if (starts(head, length, 0xEF, 0xBB, 0xBF)) {
      return UTF_8_MARKED;
    }
    if (starts(head, length, 0xFF, 0xFE)) {
      return UTF_16_LE_MARKED;
    }
    if (starts(head, length, 0xFE, 0xFF)) {
      return UTF_16_BE_MARKED;
    }
    int evenZeros = 0;
    int oddZeros = 0;
    int controls = 0;
    for (int i = 0; i < length; i++) {
      int b = head[i] & 0xFF;
      if (b == 0) {
        evenZeros += 1 - i % 2;
        oddZeros += i % 2;
      } else if (b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        controls++;
      }
    }
    int units = Math.max(1, length / 2);
    boolean even = length % 2 == 0;
    if (even && oddZeros * 3 > units && evenZeros * 20 <= units) {
      return UTF_16_LE;
    }
    if (even && evenZeros * 3 > units && oddZeros * 20 <= units) {
      return UTF_16_BE;
    }
    int strange = controls + evenZeros + oddZeros;
    return strange > FEW_CONTROLS && strange * 10 > length ? BINARY : UTF_8;
  }

  /**
   * Reads a text without a mark to its end: valid UTF-8 is that; a text that is none at all, mostly
   * ASCII, with the upper bytes where Western European words have letters, is Windows-1252;
   * anything else stays UTF-8, to be refused line by line.
   */
  static TextEncoding examine(InputStream text) throws IOException {
    Utf8Counter counter = new Utf8Counter();
    byte[] buffer = new byte[1 << 16];
    for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
      for (int i = 0; i < read; i++) {
        counter.take(buffer[i] & 0xFF);
      }
    }
    counter.take('\n');
    boolean western =
        counter.invalid > 0
            && counter.valid * 20 <= counter.invalid
            && counter.undefined == 0
            && counter.upper <= MOST_UPPER * (counter.upper + counter.asciiLetters)
            && counter.upperBesideLetter * 2 >= counter.upperLetters;
    return western ? WINDOWS_1252 : UTF_8;
  }

  private static boolean starts(byte[] head, int length, int... mark) {
    if (length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Counts what tells the encodings apart. */
  private static final class Utf8Counter {
    private long valid;
    private long invalid;
    private long upper;
    private long upperLetters;
    private long upperBesideLetter;
    private long undefined;
    private long asciiLetters;
    private int expected;
    private int previous = '\n';
    private boolean previousIsLoneUpper;

    void take(int b) {
      boolean continuation = (b & 0xC0) == 0x80;
      if (expected > 0) {
        if (continuation) {
          expected--;
          valid += expected == 0 ? 1 : 0;
        } else {
          expected = 0;
          invalid++;
        }
      } else if (continuation || b == 0xC0 || b == 0xC1 || b > 0xF4) {
        invalid++;
      }
      if (!continuation && b >= 0xC2 && b <= 0xF4) {
        expected = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
      }
      countWestern(b);
    }

    private void countWestern(int b) {
      boolean ascii = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
      if (previousIsLoneUpper && ascii) {
        upperBesideLetter++;
      }
      previousIsLoneUpper = false;
      asciiLetters += ascii ? 1 : 0;
      if (b >= 0x80) {
        upper++;
        undefined += b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D ? 1 : 0;
        if (b >= 0xC0 && b != 0xD7 && b != 0xF7) {
          upperLetters++;
          boolean afterLetter = (previous | 0x20) >= 'a' && (previous | 0x20) <= 'z';
          upperBesideLetter += afterLetter ? 1 : 0;
          previousIsLoneUpper = !afterLetter;
        }
      }
      previous = b;
    }
  }
}

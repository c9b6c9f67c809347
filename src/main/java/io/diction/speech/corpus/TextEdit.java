package io.diction.speech.corpus;

import io.diction.speech.FormatException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites lines of a user's text as {@link Transcripts} counts them. What is not changed stays
 * byte for byte, ends of lines included; a text in another encoding becomes UTF-8 by any change. A
 * line that is no valid UTF-8 is shown as Windows-1252, which it mostly is. Streams: one line in
 * memory.
 */
public final class TextEdit {
  /** Longer lines are passed on as they are; nobody edits them in a form. */
  public static final int LONGEST_BYTES = 1 << 20;

  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final byte[] NO_BYTES = {};

  private TextEdit() {}

  /** Whether no text may have this character: controls, halves of others and what is none. */
  public static boolean isIllegal(int codePoint) {
    return (Character.isISOControl(codePoint)
            && codePoint != '\t'
            && codePoint != '\f'
            && codePoint != 0x85)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
        || (codePoint & 0xFFFE) == 0xFFFE;
  }

  /** Decides line by line. */
  public interface Edit {
    /**
     * What becomes of a line.
     *
     * @param number from 1
     * @return lines to write in its place, none to remove it; null to leave it as it is
     */
    @Nullable List<String> line(int number, String text);
  }

  /** A line as it stands. */
  public record Line(int number, String text) {}

  /**
   * Some lines of a text.
   *
   * @param work folder for a copy in UTF-8
   * @return those of them that are there and not too long
   * @throws FormatException when it is no text
   */
  public static List<Line> read(Path file, String name, int from, int to, Path work)
      throws IOException {
    List<Line> lines = new ArrayList<>();
    write(
        file,
        name,
        OutputStream.nullOutputStream(),
        (number, text) -> {
          if (number >= from && number <= to) {
            lines.add(new Line(number, text));
          }
          return null;
        },
        work);
    return lines;
  }

  /**
   * Writes a text with some lines changed.
   *
   * @param name as its owner knows it, for messages
   * @param work folder for a copy in UTF-8
   * @return how many lines are others than before
   * @throws FormatException when it is no text
   */
  public static int write(Path file, String name, OutputStream to, Edit edit, Path work)
      throws IOException {
    TextEncoding encoding = encoding(file, name);
    if (encoding.charset().equals(StandardCharsets.UTF_8)) {
      return copy(file, encoding.markBytes(), to, edit);
    }
    Path converted = Files.createTempFile(work, "text", ".txt");
    try {
      try (InputStream bytes = Files.newInputStream(file);
          Writer writer = Files.newBufferedWriter(converted)) {
        bytes.skipNBytes(encoding.markBytes());
        Reader reader = new BufferedReader(new InputStreamReader(bytes, encoding.charset()));
        reader.transferTo(writer);
      }
      return copy(converted, 0, to, edit);
    } finally {
      Files.delete(converted);
    }
  }

  private static TextEncoding encoding(Path file, String name) throws IOException {
    byte[] head = new byte[FileKind.HEAD_BYTES];
    int length;
    try (InputStream bytes = Files.newInputStream(file)) {
      length = bytes.readNBytes(head, 0, head.length);
    }
    TextEncoding encoding = TextEncoding.guess(head, length);
    if (encoding == TextEncoding.BINARY || encoding == TextEncoding.UTF_32) {
      throw new FormatException(name, "", "no text in UTF-8");
    }
    if (encoding == TextEncoding.UTF_8) {
      try (InputStream bytes = Files.newInputStream(file)) {
        return TextEncoding.examine(bytes);
      }
    }
    return encoding;
  }

  private static int copy(Path file, int skip, OutputStream to, Edit edit) throws IOException {
    Copy copy = new Copy(to, edit);
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      bytes.skipNBytes(skip);
      int next = bytes.read();
      while (next >= 0) {
        int c = next;
        next = bytes.read();
        if (c == '\r' && next == '\n') {
          copy.end(new byte[] {'\r', '\n'});
          next = bytes.read();
        } else if (c == '\r' || c == '\n') {
          copy.end(new byte[] {(byte) c});
        } else {
          copy.add(c);
        }
      }
      copy.last();
    }
    return copy.changed;
  }

  private static final class Copy {
    private final OutputStream to;
    private final Edit edit;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int number = 1;
    private boolean tooLong;
    private int changed;

    Copy(OutputStream to, Edit edit) {
      this.to = to;
      this.edit = edit;
    }

    void add(int c) throws IOException {
      line.write(c);
      if (line.size() > LONGEST_BYTES) {
        tooLong = true;
        line.writeTo(to);
        line.reset();
      }
    }

    void last() throws IOException {
      if (line.size() > 0 || tooLong) {
        end(NO_BYTES);
      }
    }

    void end(byte[] mark) throws IOException {
      List<String> after = tooLong ? null : edit.line(number, text());
      if (after == null) {
        line.writeTo(to);
        to.write(mark);
      } else {
        changed++;
        for (int i = 0; i < after.size(); i++) {
          to.write(after.get(i).getBytes(StandardCharsets.UTF_8));
          boolean between = i + 1 < after.size();
          to.write(between && mark.length == 0 ? new byte[] {'\n'} : mark);
        }
      }
      line.reset();
      tooLong = false;
      number++;
    }

    private String text() {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(line.toByteArray()))
            .toString();
      } catch (CharacterCodingException e) {
        return line.toString(WESTERN);
      }
    }
  }
}

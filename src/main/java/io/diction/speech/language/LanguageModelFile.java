package io.diction.speech.language;

import io.diction.speech.FormatException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A language model in any of the forms in which packs hold one, told apart by their first bytes:
 * CMU's binary trie or ARPA text, either compressed with gzip or not.
 */
public final class LanguageModelFile {
  /** ARPA text shrinks to a fifth; what grows more than this is made to do harm. */
  private static final int MOST_TIMES = 100;

  /** Whatever the ratio, so much may come out of a file. */
  private static final long ALWAYS_BYTES = 1 << 20;

  private static final byte[] TRIE = "Trie Language Model".getBytes(StandardCharsets.US_ASCII);
  private static final int GZIP = 0x1f;

  private LanguageModelFile() {}

  /**
   * Reads a model.
   *
   * @throws FormatException when it is in another form, or damaged
   */
  public static LanguageModel read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, String.valueOf(file.getFileName()), Files.size(file));
    }
  }

  /**
   * Reads a model.
   *
   * @param source name for messages
   * @param bytes length of the stream
   */
  static LanguageModel read(InputStream in, String source, long bytes) throws IOException {
    InputStream plain = new BufferedInputStream(in, 1 << 16);
    try {
      plain.mark(1);
      if (plain.read() == GZIP) {
        plain.reset();
        long most = Math.max(ALWAYS_BYTES, bytes * MOST_TIMES);
        plain =
            new BufferedInputStream(
                new Limited(new GZIPInputStream(plain, 1 << 16), source, most), 1 << 16);
      } else {
        plain.reset();
      }
      plain.mark(TRIE.length);
      byte[] first = plain.readNBytes(TRIE.length);
      plain.reset();
      String start = new String(first, StandardCharsets.ISO_8859_1);
      if (start.startsWith("Trie") || start.contains("Darpa")) {
        return TrieLanguageModelReader.read(plain, source);
      }
      return ArpaFormat.read(
          new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16),
          source);
    } catch (ZipException | EOFException e) {
      throw new FormatException(source, "", "damaged: it cannot be unpacked", e);
    }
  }

  /** Ends a stream that grows beyond measure. */
  private static final class Limited extends FilterInputStream {
    private final String source;
    private final long most;
    private long count;

    Limited(InputStream in, String source, long most) {
      super(in);
      this.source = source;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      if (count > most) {
        throw new FormatException(
            source, "", "grows more than " + MOST_TIMES + " times when unpacked");
      }
      return read;
    }
  }
}

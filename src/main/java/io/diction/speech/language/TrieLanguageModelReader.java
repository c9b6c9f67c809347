package io.diction.speech.language;

import io.diction.speech.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads CMU's binary "Trie Language Model" ({@code .lm.bin}): order and counts, tables of quantised
 * values, single words, bit-packed n-grams, spelling of the words. Little-endian; logarithms to
 * base 1.0001.
 */
public final class TrieLanguageModelReader {
  private static final byte[] MAGIC = "Trie Language Model".getBytes(StandardCharsets.US_ASCII);

  /** ln of "never": what ARPA files write as -99. */
  private static final float LN_NEVER = (float) (-99 * 2.302585092994046);

  private static final float LN_BASE = (float) StrictMath.log(1.0001);

  /** Entry and word numbers have 25 bits in this format. */
  private static final int MAX_ENTRIES = 1 << 25;

  /** The writer leaves so many bytes after each packed array, so that reads may overshoot. */
  private static final int SPARE_BYTES = 8;

  private static final int QUANTA = 1 << TrieLanguageModel.QUANTUM_BITS;

  /** Allocated on the word of a count alone: copying as an array grows costs as much again. */
  private static final int CHUNK = 1 << 25;

  private final InputStream in;
  private final String source;
  private long position;

  private TrieLanguageModelReader(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  /**
   * Reads a model.
   *
   * @param source name for messages
   * @throws FormatException when the file is not such a model, or damaged
   */
  public static LanguageModel read(InputStream in, String source) throws IOException {
    TrieLanguageModelReader reader = new TrieLanguageModelReader(in, source);
    try {
      return new TrieLanguageModel(reader.read(), source);
    } catch (EOFException e) {
      throw new FormatException(source, "byte " + reader.position, "ends too early", e);
    }
  }

  private TrieLanguageModel.Parts read() throws IOException {
    byte[] magic = bytes(MAGIC.length).array();
    if (!Arrays.equals(magic, MAGIC)) {
      throw fault(
          new String(magic, StandardCharsets.US_ASCII).contains("Darpa")
              ? "an older binary model (DMP); convert it with pocketsphinx_lm_convert"
              : "not a binary language model: it does not begin with \"Trie Language Model\"");
    }
    int order = bytes(1).get();
    if (order < 1 || order > TrieLanguageModel.MAX_ORDER) {
      throw fault("n-grams of length " + order + ", supported are 1 to 3");
    }
    int[] counts = new int[order];
    for (int i = 0; i < order; i++) {
      counts[i] = bytes(4).getInt();
      if (counts[i] < 1 || counts[i] >= MAX_ENTRIES) {
        throw fault("number of " + (i + 1) + "-grams out of range: " + counts[i]);
      }
    }
    float[] middleLogProbs = new float[0];
    float[] middleBackoffs = new float[0];
    float[] longestLogProbs = new float[0];
    if (order > 1) {
      int quantisation = bytes(4).getInt();
      if (quantisation != 1) {
        throw fault("unknown kind of quantisation: " + quantisation);
      }
      if (order > 2) {
        middleLogProbs = table();
        middleBackoffs = table();
      }
      longestLogProbs = table();
    }
    int words = counts[0];
    float[] logProbs = new float[words];
    float[] backoffs = new float[words];
    int[] children = new int[words + 1];
    readWords(logProbs, backoffs, children, order > 1 ? counts[1] : 0);
    int wordBits = bitsFor(words);
    int nextBits = order > 2 ? bitsFor(counts[2]) : 0;
    byte[] middle = new byte[0];
    byte[] longest = new byte[0];
    if (order > 2) {
      middle = packed(counts[1], wordBits + 2 * TrieLanguageModel.QUANTUM_BITS + nextBits);
      checkChildren(middle, children[words], counts[2], wordBits, nextBits);
    }
    if (order > 1) {
      longest = packed(counts[order - 1], wordBits + TrieLanguageModel.QUANTUM_BITS);
    }
    WordList vocabulary = spelling(words);
    if (in.read() >= 0) {
      throw fault("more bytes than the counts announce");
    }
    return new TrieLanguageModel.Parts(
        vocabulary,
        order,
        logProbs,
        backoffs,
        children,
        middle,
        longest,
        wordBits,
        nextBits,
        middleLogProbs,
        middleBackoffs,
        longestLogProbs);
  }

  private float[] table() throws IOException {
    FloatBuffer stored = bytes(QUANTA * Float.BYTES).asFloatBuffer();
    float[] table = new float[QUANTA];
    for (int i = 0; i < QUANTA; i++) {
      table[i] = logarithm(stored.get());
    }
    return table;
  }

  private void readWords(float[] logProbs, float[] backoffs, int[] children, int bigrams)
      throws IOException {
    int row = 12;
    ByteBuffer rows = ByteBuffer.wrap(large((long) children.length * row));
    rows.order(ByteOrder.LITTLE_ENDIAN);
    int before = 0;
    for (int word = 0; word < children.length; word++) {
      float logProb = logarithm(rows.getFloat());
      float backoff = logarithm(rows.getFloat());
      if (word < logProbs.length) {
        logProbs[word] = logProb;
        backoffs[word] = backoff;
      }
      children[word] = rows.getInt();
      if (children[word] < before || children[word] > bigrams) {
        throw fault("word " + word + " has bigrams out of order");
      }
      before = children[word];
    }
  }

  /** Bigrams in use may be fewer than counted; the one past the last ends the trigrams. */
  private void checkChildren(byte[] middle, int bigrams, int trigrams, int wordBits, int nextBits) {
    int bits = wordBits + 2 * TrieLanguageModel.QUANTUM_BITS + nextBits;
    int before = 0;
    for (int i = 0; i <= bigrams; i++) {
      int next = TrieLanguageModel.bits(middle, (long) (i + 1) * bits - nextBits, nextBits);
      if (next < before || next > trigrams) {
        throw fault("bigram " + i + " has trigrams out of order");
      }
      before = next;
    }
  }

  private byte[] packed(int entries, int bits) throws IOException {
    // The entry past the last tells where the children of the last end.
    return large(((1L + entries) * bits + 7) / 8 + SPARE_BYTES);
  }

  private WordList spelling(int words) throws IOException {
    int size = bytes(4).getInt();
    if (size < words || size > 256 * words) {
      throw fault("the spelling of " + words + " words takes " + size + " bytes");
    }
    byte[] text = large(size);
    List<String> spelled = new ArrayList<>(words);
    int from = 0;
    for (int i = 0; i < size; i++) {
      if (text[i] == 0) {
        spelled.add(new String(text, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    if (spelled.size() != words || from != size) {
      throw fault(spelled.size() + " words are spelled, " + words + " expected");
    }
    try {
      return WordList.of(spelled);
    } catch (IllegalArgumentException e) {
      throw new FormatException(source, "byte " + position, e.getMessage(), e);
    }
  }

  private float logarithm(float stored) {
    if (Float.isNaN(stored) || stored > 1e6f) {
      throw fault("not a log probability: " + stored);
    }
    // Unused quantities are stored as minus infinity, which must not meet a weight of 0.
    return Math.max(stored * LN_BASE, LN_NEVER);
  }

  private static int bitsFor(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  private ByteBuffer bytes(int length) throws IOException {
    return ByteBuffer.wrap(large(length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads in steps, so that a lying count cannot make us allocate more than the file has. */
  private byte[] large(long length) throws IOException {
    if (length > Integer.MAX_VALUE - 16) {
      throw fault("larger than two gigabytes");
    }
    byte[] read = new byte[(int) Math.min(length, CHUNK)];
    int filled = 0;
    while (filled < length) {
      if (filled == read.length) {
        read = Arrays.copyOf(read, (int) Math.min(length, 2L * read.length));
      }
      int count = in.readNBytes(read, filled, read.length - filled);
      position += count;
      filled += count;
      if (filled < read.length) {
        throw new EOFException();
      }
    }
    return read;
  }

  private FormatException fault(String reason) {
    return new FormatException(source, "byte " + position, reason);
  }
}

package io.diction.speech.lexicon;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a {@link Dictionary} from its bytes, without a string for each word and phone. */
final class DictionaryReader {
  private static final int MAX_ENTRIES = 5_000_000;
  private static final int MAX_PHONES_A_WORD = 255;
  private static final int MAX_LINE = 4096;
  private static final int MAX_PHONES = 256;

  private final InputStream in;
  private final String source;
  private final byte[] block = new byte[1 << 16];
  private int blockAt;
  private int blockEnd;
  private final byte[] text = new byte[MAX_LINE];
  private int length;
  private int line;

  private final WordTable phones = new WordTable();
  private final WordTable words = new WordTable();
  private byte[] spoken = new byte[1 << 16];
  private int used;
  private int[] starts = new int[1 << 10];
  private int[] wordOf = new int[1 << 10];
  private int entries;

  DictionaryReader(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  Dictionary read() throws IOException {
    while (nextLine()) {
      if (line > MAX_ENTRIES) {
        throw fault("more than " + MAX_ENTRIES + " lines");
      }
      int from = skipSpace(0);
      if (from < length && !isComment()) {
        add(from);
      }
    }
    words.trim();
    List<String> names = new ArrayList<>(phones);
    return Dictionary.of(
        names, words, spoken, Arrays.copyOf(starts, entries), Arrays.copyOf(wordOf, entries));
  }

  /** Lines end in a line feed, a carriage return or both. */
  private boolean nextLine() throws IOException {
    length = 0;
    boolean any = false;
    for (int next = nextByte(); next >= 0; next = nextByte()) {
      any = true;
      if (next == '\n' || next == '\r') {
        if (next == '\r' && (blockAt < blockEnd || fill()) && block[blockAt] == '\n') {
          blockAt++;
        }
        break;
      }
      if (length == MAX_LINE) {
        line++;
        throw fault("longer than " + MAX_LINE + " bytes");
      }
      text[length++] = (byte) next;
    }
    line++;
    return any;
  }

  private int nextByte() throws IOException {
    return blockAt < blockEnd || fill() ? block[blockAt++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    blockAt = 0;
    blockEnd = Math.max(0, in.readNBytes(block, 0, block.length));
    return blockEnd > 0;
  }

  private boolean isComment() {
    return length >= 2 && text[0] == text[1] && (text[0] == '#' || text[0] == ';');
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < length && isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private int skipToken(int from) {
    int at = from;
    while (at < length && !isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b >= 0 && b <= ' ';
  }

  private void add(int from) {
    int to = skipToken(from);
    int start = used;
    reserve(1);
    used++;
    int count = 0;
    for (int at = skipSpace(to); at < length; at = skipSpace(at)) {
      int end = skipToken(at);
      reserve(1);
      spoken[used++] = (byte) phone(at, end);
      count++;
      at = end;
    }
    if (count == 0 || count > MAX_PHONES_A_WORD) {
      throw fault("\"" + clip(from, to) + "\" has " + count + " phones");
    }
    spoken[start] = (byte) count;
    int base = withoutVariant(from, to);
    int word = words.id(text, from, base);
    if (word < 0 && base < to) {
      throw fault("\"" + clip(from, to) + "\" before \"" + clip(from, base) + "\"");
    }
    if (entries == starts.length) {
      starts = Arrays.copyOf(starts, 2 * entries);
      wordOf = Arrays.copyOf(wordOf, 2 * entries);
    }
    starts[entries] = start;
    if (word < 0) {
      requireText(from, base);
      word = words.add(text, from, base);
    }
    wordOf[entries++] = word;
  }

  /** A word in another encoding would be listed, but never found again. */
  private void requireText(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0) {
        byte[] again = clip(from, to, to - from).getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(again, 0, again.length, text, from, to)) {
          throw fault("the word \"" + clip(from, to) + "\" is not in UTF-8: save the file so");
        }
        return;
      }
    }
  }

  private void reserve(int more) {
    if (used + more > spoken.length) {
      spoken = Arrays.copyOf(spoken, 2 * spoken.length);
    }
  }

  private int phone(int from, int to) {
    int known = phones.id(text, from, to);
    if (known >= 0) {
      return known;
    }
    if (phones.size() == MAX_PHONES) {
      throw fault("more than " + MAX_PHONES + " different phones");
    }
    return phones.add(text, from, to);
  }

  /** Where {@code read} ends in {@code read(2)}. */
  private int withoutVariant(int from, int to) {
    int digit = to - 1;
    if (to - from < 4 || text[to - 1] != ')') {
      return to;
    }
    while (digit > from + 1 && text[digit - 1] >= '0' && text[digit - 1] <= '9') {
      digit--;
    }
    return digit < to - 1 && digit > from + 1 && text[digit - 1] == '(' ? digit - 1 : to;
  }

  private String clip(int from, int to) {
    return clip(from, to, 40);
  }

  private String clip(int from, int to, int longest) {
    String whole = new String(text, from, to - from, StandardCharsets.UTF_8);
    return whole.length() > longest ? whole.substring(0, longest) + "…" : whole;
  }

  private FormatException fault(String reason) {
    return new FormatException(source, "line " + line, reason);
  }
}

package io.diction.speech.lexicon;

import io.diction.speech.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * A pronunciation dictionary in CMU's text form, held in one array of phone numbers.
 *
 * <p>A line is a word and its phones, separated by white space; further pronunciations of the word
 * follow as {@code word(2)}, {@code word(3)}. Lines beginning with {@code ##} or {@code ;;} are
 * comments.
 */
public final class Dictionary implements Lexicon {
  private static final int MAX_ENTRIES = 5_000_000;
  private static final int MAX_PHONES_A_WORD = 255;
  private static final int MAX_LINE = 4096;

  private final List<String> phones;

  /** Word to its variants, as starts in {@code spoken}. */
  private final Map<String, int[]> variants;

  /** Of each variant its length, then so many phone numbers. */
  private final byte[] spoken;

  private Dictionary(List<String> phones, Map<String, int[]> variants, byte[] spoken) {
    this.phones = phones;
    this.variants = variants;
    this.spoken = spoken;
  }

  /**
   * Reads a dictionary.
   *
   * @param source name for messages
   * @throws FormatException with the line of a word without phones, a variant without its word, or
   *     more than 255 different phones
   */
  public static Dictionary read(InputStream in, String source) throws IOException {
    return new Reader(source).read(in);
  }

  @Override
  public List<Pronunciation> pronunciations(String word) {
    int[] starts = variants.get(word);
    if (starts == null) {
      return List.of();
    }
    List<Pronunciation> found = new ArrayList<>(starts.length);
    for (int start : starts) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= (spoken[start] & 0xff); i++) {
        names.add(phones.get(spoken[start + i] & 0xff));
      }
      found.add(new Pronunciation(names));
    }
    return found;
  }

  @Override
  public Set<String> words() {
    return Collections.unmodifiableSet(variants.keySet());
  }

  private static final class Reader {
    private final String source;
    private final List<String> phones = new ArrayList<>();
    private final Map<String, Integer> phoneIds = new LinkedHashMap<>();
    private final Map<String, int[]> variants = new LinkedHashMap<>();
    private byte[] spoken = new byte[1 << 16];
    private int used;
    private int line;

    private Reader(String source) {
      this.source = source;
    }

    private Dictionary read(InputStream in) throws IOException {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (line > MAX_ENTRIES) {
          throw fault("more than " + MAX_ENTRIES + " lines");
        }
        if (text.length() > MAX_LINE) {
          throw fault("longer than " + MAX_LINE + " characters");
        }
        if (!text.isBlank() && !text.startsWith("##") && !text.startsWith(";;")) {
          add(text);
        }
      }
      return new Dictionary(List.copyOf(phones), variants, Arrays.copyOf(spoken, used));
    }

    private void add(String text) {
      StringTokenizer tokens = new StringTokenizer(text, " \t");
      String word = tokens.nextToken();
      int start = used;
      int length = tokens.countTokens();
      if (length == 0 || length > MAX_PHONES_A_WORD) {
        throw fault("\"" + clip(word) + "\" has " + length + " phones");
      }
      if (used + length + 1 > spoken.length) {
        spoken = Arrays.copyOf(spoken, 2 * spoken.length);
      }
      spoken[used++] = (byte) length;
      while (tokens.hasMoreTokens()) {
        spoken[used++] = (byte) phone(tokens.nextToken());
      }
      String base = withoutVariant(word);
      int[] known = variants.get(base);
      if (known == null && !base.equals(word)) {
        throw fault("\"" + clip(word) + "\" before \"" + clip(base) + "\"");
      }
      if (known == null) {
        variants.put(base, new int[] {start});
      } else {
        int[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = start;
        variants.put(base, more);
      }
    }

    private int phone(String name) {
      Integer id = phoneIds.putIfAbsent(name, phones.size());
      if (id != null) {
        return id;
      }
      if (phones.size() == 256) {
        throw fault("more than 256 different phones");
      }
      phones.add(name);
      return phones.size() - 1;
    }

    private FormatException fault(String reason) {
      return new FormatException(source, "line " + line, reason);
    }
  }

  /** {@code read} for {@code read(2)}. */
  static String withoutVariant(String word) {
    int end = word.length() - 1;
    int digit = end;
    if (end < 3 || word.charAt(end) != ')') {
      return word;
    }
    while (digit > 1 && Character.isDigit(word.charAt(digit - 1))) {
      digit--;
    }
    return digit < end && digit > 1 && word.charAt(digit - 1) == '('
        ? word.substring(0, digit - 1)
        : word;
  }

  private static String clip(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}

package io.diction.speech.lexicon;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A pronunciation dictionary in CMU's text form, held in a few arrays: 5 MB for 130,000 words.
 *
 * <p>A line is a word and its phones, separated by white space; further pronunciations of the word
 * follow as {@code word(2)}, {@code word(3)}. Lines beginning with {@code ##} or {@code ;;} are
 * comments.
 */
public final class Dictionary implements Lexicon {
  private final List<String> phones;
  private final WordTable words;

  /** Of each variant its length, then so many phone numbers; those of a word in a row. */
  private final byte[] spoken;

  /** [word] its first variant in {@code spoken}; one more than words. */
  private final int[] variants;

  private Dictionary(List<String> phones, WordTable words, byte[] spoken, int[] variants) {
    this.phones = phones;
    this.words = words;
    this.spoken = spoken;
    this.variants = variants;
  }

  /**
   * Reads a dictionary.
   *
   * @param source name for messages
   * @throws FormatException with the line of a word without phones, a variant without its word, or
   *     more than 255 different phones
   */
  public static Dictionary read(InputStream in, String source) throws IOException {
    return new DictionaryReader(in, source).read();
  }

  /**
   * Puts a dictionary together whose variants are spread: those of one word are brought together.
   */
  static Dictionary of(
      List<String> phones, WordTable words, byte[] spread, int[] starts, int[] wordOf) {
    int[] length = new int[words.size() + 1];
    for (int i = 0; i < starts.length; i++) {
      length[wordOf[i] + 1] += 1 + (spread[starts[i]] & 0xff);
    }
    for (int word = 0; word < words.size(); word++) {
      length[word + 1] += length[word];
    }
    int[] at = length.clone();
    byte[] spoken = new byte[length[words.size()]];
    for (int i = 0; i < starts.length; i++) {
      int bytes = 1 + (spread[starts[i]] & 0xff);
      System.arraycopy(spread, starts[i], spoken, at[wordOf[i]], bytes);
      at[wordOf[i]] += bytes;
    }
    return new Dictionary(List.copyOf(phones), words, spoken, length);
  }

  @Override
  public List<Pronunciation> pronunciations(String word) {
    int id = words.id(word);
    if (id < 0) {
      return List.of();
    }
    List<Pronunciation> found = new ArrayList<>(2);
    for (int at = variants[id]; at < variants[id + 1]; at += 1 + (spoken[at] & 0xff)) {
      String[] names = new String[spoken[at] & 0xff];
      for (int i = 0; i < names.length; i++) {
        names[i] = phones.get(spoken[at + 1 + i] & 0xff);
      }
      found.add(new Pronunciation(List.of(names)));
    }
    return found;
  }

  @Override
  public Set<String> words() {
    return words;
  }
}

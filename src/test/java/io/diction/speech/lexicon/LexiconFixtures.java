package io.diction.speech.lexicon;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

public final class LexiconFixtures {
  private LexiconFixtures() {}

  /** A lexicon from lines such as {@code cat K AE T}; a repeated word gets a further variant. */
  public static Lexicon lexicon(String... lines) {
    Map<String, List<Pronunciation>> entries =
        Arrays.stream(lines)
            .map(line -> line.split(" ", 2))
            .collect(
                Collectors.groupingBy(
                    entry -> entry[0],
                    TreeMap::new,
                    Collectors.mapping(
                        entry -> Pronunciation.parse(entry[1]), Collectors.toList())));
    return new Lexicon() {
      @Override
      public List<Pronunciation> pronunciations(String word) {
        return entries.getOrDefault(word, List.of());
      }

      @Override
      public Set<String> words() {
        return entries.keySet();
      }
    };
  }

  /**
   * A language spelled by rule: each letter one phone, "sh" one, "x" two, a final "e" silent.
   *
   * @param words invented, of two to four syllables
   */
  public static Lexicon regular(int words) {
    String[] consonants = {"b", "sh", "t", "x", "m", "k", "r", "l", "n", "p", "f", "d", "s"};
    String[] vowels = {"a", "i", "o", "u"};
    SplittableRandom random = new SplittableRandom(1);
    TreeSet<String> spelled = new TreeSet<>();
    while (spelled.size() < words) {
      StringBuilder word = new StringBuilder();
      for (int syllable = 1 + random.nextInt(3); syllable >= 0; syllable--) {
        word.append(consonants[random.nextInt(consonants.length)]);
        word.append(vowels[random.nextInt(vowels.length)]);
      }
      if (random.nextInt(2) == 0) {
        word.append(consonants[random.nextInt(consonants.length)]);
        word.append(random.nextInt(2) == 0 ? "e" : "");
      }
      spelled.add(word.toString());
    }
    return lexicon(spelled.stream().map(w -> w + " " + spoken(w)).toArray(String[]::new));
  }

  /** How the regular language says a word. */
  public static String spoken(String word) {
    String cut = word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
    return cut.replaceAll("(?<=.)(?=.)", " ")
        .replace("s h", "sh")
        .replace("x", "k s")
        .toUpperCase(Locale.ROOT);
  }
}

package io.diction.speech.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells by its most usual words which of a dozen languages a text is in: these are a third to a
 * half of any text in their own language and hardly occur in others (W. Cavnar and J. Trenkle
 * compare this with their n-grams in "N-Gram-Based Text Categorization", SDAIR 1994). Collects text
 * piece by piece; for one thread.
 */
public final class LanguageGuess {
  /** Fewer words can be a name or a quotation. */
  private static final int LEAST_WORDS = 12;

  /** Share of the words that must be usual ones. */
  private static final double LEAST_SHARE = 0.15;

  /** How many more usual words another language must have. */
  private static final double TIMES = 1.5;

  private static final Map<String, Set<String>> USUAL =
      Map.ofEntries(
          usual("en", "the of and to in is that it was for on are with as be at by this had not"),
          usual("nl", "de het een van en in dat te zijn op voor met niet aan er ook als maar bij"),
          usual("de", "der die das und ist nicht ein eine zu den mit von sich auf dem für auch es"),
          usual("fr", "le la les de des et est un une que dans pour pas qui sur avec il elle au"),
          usual("es", "el la los las de que y en un una es por con para no se del su al lo como"),
          usual("it", "il la di che e un una per non sono con si del della le i gli ma come nel"),
          usual("pt", "o a os as de que e um uma em não para com por do da se na no mais como"),
          usual("sv", "och det att i en som är av på för med till den inte har de ett om men var"),
          usual("da", "og det at i en som er af på for med til den ikke har de et om men var jeg"),
          usual("fi", "ja on ei se että oli hän mutta ovat kun niin myös joka tämä kuin mitä vain"),
          usual("pl", "i w nie na się z do że to jest o jak ale po co za od tak przez dla był"),
          usual("cs", "a je se na že to v s z do o i jako ale by za pro po jsem jsou byl tak"));

  private final Map<String, Integer> counts = new TreeMap<>();
  private int words;

  private static Map.Entry<String, Set<String>> usual(String language, String list) {
    return Map.entry(language, new HashSet<>(Arrays.asList(list.split(" "))));
  }

  /** Takes text in; what was taken in before counts too. */
  public void add(String text) {
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}']+")) {
      if (!word.isEmpty()) {
        words++;
        for (Map.Entry<String, Set<String>> language : USUAL.entrySet()) {
          if (language.getValue().contains(word)) {
            counts.merge(language.getKey(), 1, Integer::sum);
          }
        }
      }
    }
  }

  /** Whether anything is known of a language. */
  public static boolean knows(String language) {
    return USUAL.containsKey(language);
  }

  /**
   * The language that the text is in, if that is surely another one than expected.
   *
   * @param expected two letters
   */
  public Optional<String> other(String expected) {
    Map<String, Integer> left = new HashMap<>(counts);
    int own = left.getOrDefault(expected, 0);
    left.remove(expected);
    return left.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .filter(best -> words >= LEAST_WORDS && knows(expected))
        .filter(best -> best.getValue() >= LEAST_SHARE * words)
        .filter(best -> best.getValue() > TIMES * own)
        .map(Map.Entry::getKey);
  }
}

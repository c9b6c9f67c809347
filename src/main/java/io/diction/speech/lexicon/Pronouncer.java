package io.diction.speech.lexicon;

import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds pronunciations for words that the lexicon lacks: from phones, from a spelling of how they
 * sound, from their parts, or by guess. Safe for threads where the supplied model is.
 */
public final class Pronouncer {
  /** Further guesses count only when they are about as probable as the first. */
  private static final double SHARE_OF_FIRST = 0.6;

  private static final int MOST_GUESSES = 2;
  private static final int MOST_VARIANTS = 4;

  private static final Set<String> SIBILANTS = Set.of("S", "Z", "SH", "ZH", "CH", "JH");
  private static final Set<String> VOICELESS = Set.of("P", "T", "K", "F", "TH");

  private final Lexicon lexicon;
  private final TextNormalizer normalizer;
  private final Supplier<GraphemeToPhoneme> guesses;
  private final Set<String> phones;

  /**
   * @param guesses asked only when a word must be guessed, since making it may take seconds
   */
  public Pronouncer(
      Lexicon lexicon, TextNormalizer normalizer, Supplier<GraphemeToPhoneme> guesses) {
    this.lexicon = lexicon;
    this.normalizer = normalizer;
    this.guesses = guesses;
    Set<String> used = new HashSet<>();
    for (String word : lexicon.words()) {
      for (Pronunciation pronunciation : lexicon.pronunciations(word)) {
        used.addAll(pronunciation.phones());
      }
    }
    phones = Set.copyOf(used);
  }

  /** Names of the phones that pronunciations consist of. */
  public Set<String> phones() {
    return phones;
  }

  /**
   * Reads phones separated by spaces, in any case where they stand between slashes ({@code /k ae
   * t/}); empty when anything is not a phone of the lexicon.
   */
  public Optional<Pronunciation> phones(String text) {
    String written = text.strip();
    boolean marked = written.length() > 2 && written.startsWith("/") && written.endsWith("/");
    if (!marked) {
      return known(Arrays.asList(written.split("\\s+")));
    }
    String inside = written.substring(1, written.length() - 1).strip();
    return known(Arrays.asList(inside.split("\\s+")))
        .or(() -> known(Arrays.asList(inside.toUpperCase(Locale.ROOT).split("\\s+"))))
        .or(() -> known(Arrays.asList(inside.toLowerCase(Locale.ROOT).split("\\s+"))));
  }

  private Optional<Pronunciation> known(List<String> names) {
    return phones.containsAll(names) ? Optional.of(new Pronunciation(names)) : Optional.empty();
  }

  /**
   * Pronunciations of a spelling that says how something sounds, such as "i triple e" or "seg is
   * aurus"; none where no word of it can be spoken.
   */
  public List<Pronunciation> soundsLike(String spoken) {
    return joined(normalizer.words(spoken));
  }

  /**
   * Pronunciations of a word, the most usual first; none where it has no letter that can be spoken.
   *
   * @param word as the text normaliser gives it, or as displayed ("3CPO")
   */
  public List<Pronunciation> pronounce(String word) {
    List<Pronunciation> known = lexicon.pronunciations(word);
    if (!known.isEmpty()) {
      return known;
    }
    if (word.endsWith("'s") && word.length() > 2) {
      return possessives(pronounce(word.substring(0, word.length() - 2)));
    }
    List<String> parts = normalizer.words(word);
    if (parts.size() != 1 || !parts.get(0).equals(word)) {
      return parts.contains(word) ? guess(word) : joined(parts);
    }
    return guess(word);
  }

  private List<Pronunciation> guess(String word) {
    List<GraphemeToPhoneme.Guess> found = guesses.get().guess(word, MOST_GUESSES);
    return found.stream()
        .filter(g -> g.probability() >= SHARE_OF_FIRST * found.get(0).probability())
        .map(GraphemeToPhoneme.Guess::pronunciation)
        .toList();
  }

  /** One after the other; of words with variants the first few combinations. */
  private List<Pronunciation> joined(List<String> words) {
    Set<List<String>> joined = new LinkedHashSet<>();
    joined.add(List.of());
    for (String word : words) {
      List<Pronunciation> variants = pronounce(word);
      if (variants.isEmpty()) {
        continue;
      }
      Set<List<String>> longer = new LinkedHashSet<>();
      for (Pronunciation variant : variants) {
        for (List<String> start : joined) {
          if (longer.size() < MOST_VARIANTS) {
            List<String> both = new ArrayList<>(start);
            both.addAll(variant.phones());
            longer.add(both);
          }
        }
      }
      joined = longer;
    }
    return joined.stream().filter(p -> !p.isEmpty()).map(Pronunciation::new).toList();
  }

  /** "s" after voiceless sounds, a syllable more after hissing ones, else "z". */
  private static List<Pronunciation> possessives(List<Pronunciation> stems) {
    List<Pronunciation> possessives = new ArrayList<>();
    for (Pronunciation stem : stems) {
      List<String> phones = new ArrayList<>(stem.phones());
      String last = phones.get(phones.size() - 1);
      if (SIBILANTS.contains(last)) {
        phones.add("IH");
        phones.add("Z");
      } else {
        phones.add(VOICELESS.contains(last) ? "S" : "Z");
      }
      possessives.add(new Pronunciation(phones));
    }
    return possessives;
  }
}

package io.diction.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Sentences that are looked for, word for word, whatever their case and punctuation. */
final class Sentences {
  /** Of fewer words everybody says the same. */
  private static final int SHORTEST = 4;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}'’]+");

  private final Map<String, Set<List<String>>> byBeginning = new HashMap<>();
  private final Map<String, String> asWritten = new HashMap<>();

  void add(String text) {
    List<String> words = words(text);
    if (words.size() >= SHORTEST) {
      byBeginning.computeIfAbsent(beginning(words, 0), key -> new LinkedHashSet<>()).add(words);
      asWritten.putIfAbsent(String.join(" ", words), text.strip());
    }
  }

  /** As they were written when they were added. */
  Set<String> within(String text) {
    Set<String> found = new LinkedHashSet<>();
    List<String> words = words(text);
    for (int at = 0; at + SHORTEST <= words.size(); at++) {
      for (List<String> sentence : byBeginning.getOrDefault(beginning(words, at), Set.of())) {
        int end = at + sentence.size();
        if (end <= words.size() && words.subList(at, end).equals(sentence)) {
          found.add(asWritten.get(String.join(" ", sentence)));
        }
      }
    }
    return found;
  }

  private static String beginning(List<String> words, int at) {
    return String.join(" ", words.subList(at, at + SHORTEST));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT))) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}

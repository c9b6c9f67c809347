package io.diction.speech.adapt;

import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronouncer;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How words of the data are spoken where the base lexicon does not say it, or the user says it
 * better: in the order given, each time the same.
 */
final class SpokenWords {
  /** Longer "words" are no words. */
  private static final int LONGEST_WORD = 40;

  private final Lexicon lexicon;
  private final TextNormalizer normalizer;
  private final Pronouncer pronouncer;
  private final SortedMap<String, Set<Pronunciation>> added = new TreeMap<>();

  /**
   * @param guesses asked only when a word must be guessed
   */
  SpokenWords(Lexicon lexicon, TextNormalizer normalizer, Supplier<GraphemeToPhoneme> guesses) {
    this.lexicon = lexicon;
    this.normalizer = normalizer;
    pronouncer = new Pronouncer(lexicon, normalizer, guesses);
  }

  /** Words with their pronunciations, those of the base lexicon left out. */
  SortedMap<String, Set<Pronunciation>> added() {
    return added;
  }

  /** One of a list that was checked line by line: what was wrong then is not used now. */
  void give(SpokenForm form, Consumer<String> told) {
    try {
      give(form.display(), form.spoken(), told);
    } catch (TrainingException silent) {
      told.accept(String.valueOf(silent.getMessage()));
    }
  }

  void give(Term term, Consumer<String> told) {
    if (!term.pronunciation().isBlank()) {
      give(term.term(), term.pronunciation(), told);
    }
  }

  /**
   * Takes a pronunciation that the user gave, as phones or as a spelling.
   *
   * @param told why it is not used
   * @throws TrainingException when there is nothing to speak in it
   */
  private void give(String display, String spoken, Consumer<String> told) {
    List<String> words = normalizer.words(display);
    if (words.size() != 1) {
      told.accept("the pronunciation of \"" + display + "\" is not used: it is not one word");
      return;
    }
    List<Pronunciation> given =
        pronouncer.phones(spoken).map(List::of).orElseGet(() -> pronouncer.soundsLike(spoken));
    if (given.isEmpty()) {
      throw new TrainingException(
          TrainingException.Reason.VALIDATION_FAILED,
          "The pronunciation \""
              + spoken
              + "\" of \""
              + display
              + "\" has nothing to speak: give"
              + " words, syllables or phones such as "
              + examplePhones());
    }
    String word = words.get(0);
    Set<Pronunciation> variants = added.computeIfAbsent(word, w -> new LinkedHashSet<>());
    variants.addAll(given);
    // What the lexicon has stays possible.
    variants.addAll(lexicon.pronunciations(word));
  }

  private String examplePhones() {
    return lexicon.words().stream()
        .limit(100)
        .reduce((first, second) -> second)
        .map(word -> "\"" + lexicon.pronunciations(word).get(0) + "\"")
        .orElse("those of the base model");
  }

  boolean isUnknown(String word) {
    return word.length() <= LONGEST_WORD
        && !added.containsKey(word)
        && lexicon.pronunciations(word).isEmpty();
  }

  /** Adds what an unknown word probably sounds like, if there is anything in it to speak. */
  void guess(String word) {
    List<Pronunciation> guessed = pronouncer.pronounce(word);
    if (!guessed.isEmpty()) {
      added.put(word, new LinkedHashSet<>(guessed));
    }
  }

  /** Of a word that was given, guessed or is in the lexicon. */
  List<Pronunciation> pronunciations(String word) {
    Set<Pronunciation> own = added.get(word);
    return own == null ? lexicon.pronunciations(word) : new ArrayList<>(own);
  }
}

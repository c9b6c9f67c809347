package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronouncer;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives every word of the training data a pronunciation: the one given by the user, the lexicon's,
 * or a guess.
 */
final class PronunciationStage {
  /** Longer "words" are no words. */
  private static final int LONGEST_WORD = 40;

  private final SpeechModel base;
  private final TrainingData data;
  private final TextNormalizer normalizer;
  private final Path cacheFolder;
  private final SortedMap<String, Set<Pronunciation>> added = new TreeMap<>();
  private final SortedMap<String, Double> terms = new TreeMap<>();
  private final List<String> phrases = new ArrayList<>();
  private @Nullable GraphemeToPhoneme guesses;

  /** Of the new words that have been pronounced. */
  private double share;

  PronunciationStage(
      SpeechModel base, TrainingData data, TextNormalizer normalizer, Path cacheFolder) {
    this.base = base;
    this.data = data;
    this.normalizer = normalizer;
    this.cacheFolder = cacheFolder;
  }

  /** Terms of several words, one a line. */
  static final String PHRASES = "phrases.txt";

  void write(Path textFolder, Path folder, Progress progress) throws IOException {
    Lexicon lexicon = base.lexicon();
    Pronouncer pronouncer = new Pronouncer(lexicon, normalizer, () -> guesses(progress));
    for (SpokenForm form : data.spokenForms()) {
      addGiven(form.display(), form.spoken(), pronouncer, progress);
    }
    for (Term term : data.vocabulary()) {
      List<String> words = normalizer.words(term.term());
      if (!term.pronunciation().isBlank()) {
        addGiven(term.term(), term.pronunciation(), pronouncer, progress);
      }
      if (!words.isEmpty()) {
        terms.merge(words.get(0), term.weight(), Math::max);
      }
      if (words.size() > 1) {
        phrases.add(String.join(" ", words));
      }
    }
    Set<String> unknown = new LinkedHashSet<>();
    for (String file : List.of(TextStages.TRAIN, TextStages.TUNE)) {
      TextStages.forEach(
          textFolder.resolve(file),
          progress,
          sentence ->
              sentence.stream().filter(word -> isUnknown(word, lexicon)).forEach(unknown::add));
    }
    unknown.addAll(terms.keySet());
    phrases.forEach(phrase -> unknown.addAll(List.of(phrase.split(" "))));
    unknown.removeIf(word -> !isUnknown(word, lexicon));
    guessAll(unknown, pronouncer, progress);
    writeFiles(folder);
  }

  private boolean isUnknown(String word, Lexicon lexicon) {
    return word.length() <= LONGEST_WORD
        && !added.containsKey(word)
        && lexicon.pronunciations(word).isEmpty();
  }

  private void guessAll(Set<String> unknown, Pronouncer pronouncer, Progress progress) {
    int done = 0;
    for (String word : unknown) {
      progress.checkCancelled();
      List<Pronunciation> guessed = pronouncer.pronounce(word);
      if (!guessed.isEmpty()) {
        added.put(word, new LinkedHashSet<>(guessed));
      }
      done++;
      if (done % 100 == 0) {
        share = (double) done / unknown.size();
        progress.report(share, done + " new words pronounced");
      }
    }
    progress.report(1, added.size() + " words added to the lexicon");
  }

  /** Takes a pronunciation that the user gave, as phones or as a spelling. */
  private void addGiven(String display, String spoken, Pronouncer pronouncer, Progress progress) {
    List<String> words = normalizer.words(display);
    if (words.size() != 1) {
      progress.report(
          0, "the pronunciation of \"" + display + "\" is not used: it is not one word");
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
    variants.addAll(base.lexicon().pronunciations(word));
  }

  private String examplePhones() {
    return base.lexicon().words().stream()
        .limit(100)
        .reduce((first, second) -> second)
        .map(word -> "\"" + base.lexicon().pronunciations(word).get(0) + "\"")
        .orElse("those of the base model");
  }

  /** The model of the base lexicon, from the cache or learnt now. */
  private GraphemeToPhoneme guesses(Progress progress) {
    GraphemeToPhoneme model = guesses;
    if (model == null) {
      try {
        model =
            GraphemeToPhoneme.cached(
                cacheFolder, base.sha256(), base.lexicon(), progress.part(share, share));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      guesses = model;
    }
    return model;
  }

  private void writeFiles(Path folder) throws IOException {
    StringBuilder dictionary = new StringBuilder();
    added.forEach(
        (word, variants) -> {
          int number = 1;
          for (Pronunciation variant : variants) {
            dictionary.append(word).append(number == 1 ? "" : "(" + number + ")");
            dictionary.append(' ').append(variant).append('\n');
            number++;
          }
        });
    write(folder.resolve(ModelFolder.PRONUNCIATIONS), dictionary.toString());
    StringBuilder shares = new StringBuilder();
    for (Map.Entry<String, Double> term : terms.entrySet()) {
      if (added.containsKey(term.getKey())
          || !base.lexicon().pronunciations(term.getKey()).isEmpty()) {
        shares.append(term.getKey()).append('\t').append(term.getValue()).append('\n');
      }
    }
    write(folder.resolve(ModelFolder.TERMS), shares.toString());
    StringBuilder lines = new StringBuilder();
    phrases.forEach(phrase -> lines.append(phrase).append('\n'));
    write(folder.resolve(PHRASES), lines.toString());
  }

  private static void write(Path file, String text) throws IOException {
    BinaryFile.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}

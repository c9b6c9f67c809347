package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.lexicon.GraphemeToPhoneme;
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
  private final SpeechModel base;
  private final TrainingData data;
  private final TextNormalizer normalizer;
  private final Path cacheFolder;
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
    SpokenWords spoken = new SpokenWords(base.lexicon(), normalizer, () -> guesses(progress));
    for (SpokenForm form : data.spokenForms()) {
      spoken.give(form, line -> progress.report(0, line));
    }
    for (Term term : data.vocabulary()) {
      List<String> words = normalizer.words(term.term());
      spoken.give(term, line -> progress.report(0, line));
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
          sentence -> sentence.stream().filter(spoken::isUnknown).forEach(unknown::add));
    }
    unknown.addAll(terms.keySet());
    phrases.forEach(phrase -> unknown.addAll(List.of(phrase.split(" "))));
    unknown.removeIf(word -> !spoken.isUnknown(word));
    guessAll(unknown, spoken, progress);
    writeFiles(spoken.added(), folder);
  }

  private void guessAll(Set<String> unknown, SpokenWords spoken, Progress progress) {
    int done = 0;
    for (String word : unknown) {
      progress.checkCancelled();
      spoken.guess(word);
      done++;
      if (done % 100 == 0) {
        share = (double) done / unknown.size();
        progress.report(share, done + " new words pronounced");
      }
    }
    progress.report(1, spoken.added().size() + " words added to the lexicon");
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

  private void writeFiles(SortedMap<String, Set<Pronunciation>> added, Path folder)
      throws IOException {
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

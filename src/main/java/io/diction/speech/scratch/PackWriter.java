package io.diction.speech.scratch;

import io.diction.speech.Folders;
import io.diction.speech.Progress;
import io.diction.speech.RecognitionSettings;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelReader;
import io.diction.speech.language.ArpaFormat;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.StreamedKneserNey;
import io.diction.speech.language.TrigramCounts;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.pack.PackDescription;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Puts a language pack together, its files named as CMU names those it publishes.
 *
 * @param locale of the language
 * @param acoustic folder of the acoustic model
 */
record PackWriter(
    PackNames names, Locale locale, Path acoustic, Path dictionary, Path languageModel) {
  static final String FOLDER = "pack";
  static final String LANGUAGE_MODEL = "words.lm";

  /** Words of text from which n-grams that hardly matter are dropped, and how little that is. */
  private static final long MUCH_TEXT = 2_000_000;

  private static final double PRUNING = 1e-9;
  private static final double KEEP_ALL = -1;

  /** Estimates the language model; every word of the dictionary has a place in it. */
  static void writeLanguageModel(Path text, Dictionary words, Path folder, Progress progress)
      throws IOException {
    BackoffLanguageModel model;
    try (TrigramCounts counts = new TrigramCounts(folder, TrigramCounts.TABLE, progress)) {
      for (String word : words.words()) {
        counts.addWord(word);
      }
      try (BufferedReader in = Files.newBufferedReader(text)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          counts.addSentence(List.of(line.split(" ")));
        }
      }
      double threshold = counts.tokens() < MUCH_TEXT ? KEEP_ALL : PRUNING;
      model = StreamedKneserNey.estimate(counts, threshold, progress.part(0.3, 0.9));
    }
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(LANGUAGE_MODEL))) {
      ArpaFormat.write(model, out);
    }
  }

  void write(Path folder, ScratchFigures figures) throws IOException {
    Path pack = Files.createDirectories(folder.resolve(FOLDER));
    String language = locale.getLanguage();
    String model = language + ".cd_cont_" + figures.tiedStates();
    Path parameters = Files.createDirectories(pack.resolve(model));
    for (Path file : Folders.files(acoustic)) {
      Files.copy(file, parameters.resolve(file.getFileName()));
    }
    Files.copy(dictionary, pack.resolve(language + ".dict"));
    Files.copy(languageModel, pack.resolve(language + ".lm"));
    Files.writeString(pack.resolve("README.txt"), String.join("\n", figures.describe()) + "\n");
    PackDescription.of(
            names.name(),
            locale.toLanguageTag(),
            names.date(),
            names.phoneSet(),
            names.licence(),
            model,
            language + ".dict",
            language + ".lm")
        .write(pack);
  }

  /** The model as an installed pack would recognise with it. */
  SpeechModel model() throws IOException {
    Dictionary words;
    try (InputStream in = Files.newInputStream(dictionary)) {
      words = Dictionary.read(in, String.valueOf(dictionary.getFileName()));
    }
    BackoffLanguageModel language;
    try (BufferedReader in = Files.newBufferedReader(languageModel)) {
      language = ArpaFormat.read(in, LANGUAGE_MODEL);
    }
    AcousticModel model = AcousticModelReader.read(acoustic);
    return new SpeechModel(
        names.name(),
        Sha256.of(languageModel),
        locale,
        model,
        words,
        language,
        RecognitionSettings.of(model));
  }
}

package io.diction.speech.scratch;

import io.diction.speech.Folders;
import io.diction.speech.Progress;
import io.diction.speech.RecognitionSettings;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModelReader;
import io.diction.speech.language.ArpaFormat;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.KneserNey;
import io.diction.speech.language.NGramCounts;
import io.diction.speech.lexicon.Dictionary;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Puts a language pack together. */
record PackWriter(String name, String locale, Path acoustic, Path dictionary, Path languageModel) {
  static final String FOLDER = "pack";
  static final String LANGUAGE_MODEL = "words.lm";
  private static final int ORDER = 3;

  /** Estimates the language model; every word of the dictionary has a place in it. */
  static void writeLanguageModel(Path text, Dictionary words, Path folder, Progress progress)
      throws IOException {
    NGramCounts counts = new NGramCounts(ORDER);
    for (String word : words.words()) {
      counts.addWord(word);
    }
    try (BufferedReader in = Files.newBufferedReader(text)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        progress.checkCancelled();
        counts.addSentence(List.of(line.split(" ")));
      }
    }
    BackoffLanguageModel model = KneserNey.estimate(counts, progress.part(0.5, 0.9));
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(LANGUAGE_MODEL))) {
      ArpaFormat.write(model, out);
    }
  }

  void write(Path folder, ScratchFigures figures) throws IOException {
    Path pack = Files.createDirectories(folder.resolve(FOLDER));
    for (Path file : Folders.files(acoustic)) {
      Files.copy(
          file, Files.createDirectories(pack.resolve("acoustic")).resolve(file.getFileName()));
    }
    Files.copy(dictionary, pack.resolve(Preparation.DICTIONARY));
    Files.copy(languageModel, pack.resolve(LANGUAGE_MODEL));
    Files.write(pack.resolve("training.json"), io.diction.speech.Json.bytes(figures));
  }

  static SpeechModel open(Path pack, String locale) throws IOException {
    Dictionary words;
    try (InputStream in = Files.newInputStream(pack.resolve(Preparation.DICTIONARY))) {
      words = Dictionary.read(in, Preparation.DICTIONARY);
    }
    BackoffLanguageModel language;
    try (BufferedReader in = Files.newBufferedReader(pack.resolve(LANGUAGE_MODEL))) {
      language = ArpaFormat.read(in, LANGUAGE_MODEL);
    }
    return new SpeechModel(
        "pack",
        Sha256.of(pack.resolve(LANGUAGE_MODEL)),
        Locale.forLanguageTag(locale),
        AcousticModelReader.read(pack.resolve("acoustic")),
        words,
        language,
        RecognitionSettings.DEFAULT);
  }
}

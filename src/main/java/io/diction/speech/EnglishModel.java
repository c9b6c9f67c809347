package io.diction.speech;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelReader;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.TrieLanguageModelReader;
import io.diction.speech.lexicon.Dictionary;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CMU's US-English model of 2015, from the class path. */
final class EnglishModel {
  static final String NAME = SpeechModel.ENGLISH;
  private static final String FOLDER = "/edu/cmu/sphinx/models/en-us/";
  private static @Nullable SpeechModel model;

  private EnglishModel() {}

  static synchronized SpeechModel get() {
    if (model == null) {
      try {
        model = load();
      } catch (IOException e) {
        throw new UncheckedIOException("the built-in model cannot be read", e);
      }
    }
    return model;
  }

  private static SpeechModel load() throws IOException {
    AcousticModel acoustic = AcousticModelReader.read(name -> open("en-us/" + name), NAME);
    Dictionary dictionary;
    try (InputStream in = open("cmudict-en-us.dict")) {
      dictionary = Dictionary.read(in, "cmudict-en-us.dict");
    }
    LanguageModel language;
    try (InputStream in = open("en-us.lm.bin")) {
      language = TrieLanguageModelReader.read(in, "en-us.lm.bin");
    }
    // Reading leaves more behind than is kept; see SpeechModel.network.
    System.gc();
    return new SpeechModel(
        NAME,
        SpeechModel.ENGLISH_SHA256,
        Locale.US,
        acoustic,
        dictionary,
        language,
        RecognitionSettings.DEFAULT);
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = EnglishModel.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new FileNotFoundException(FOLDER + file + " is not on the class path");
    }
    return new BufferedInputStream(in, 1 << 16);
  }
}

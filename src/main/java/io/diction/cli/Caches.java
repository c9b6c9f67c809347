package io.diction.cli;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where commands keep what takes long to make and can be made again. */
final class Caches {
  private Caches() {}

  /** Pronunciation models learnt from base dictionaries. */
  static Path pronunciations() {
    return Path.of(System.getProperty("user.home"), ".cache", "diction");
  }

  /** The pronunciation model of a base dictionary, learnt at the first use and kept. */
  static GraphemeToPhoneme guesses(SpeechModel speech) {
    try {
      return GraphemeToPhoneme.cached(
          pronunciations(), speech.sha256(), speech.lexicon(), Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

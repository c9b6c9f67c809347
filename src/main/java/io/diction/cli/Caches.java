package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    Path file =
        pronunciations().resolve("pronunciation-" + speech.sha256().substring(0, 16) + ".model");
    try {
      if (Files.isRegularFile(file)) {
        try {
          return GraphemeToPhoneme.read(file);
        } catch (FormatException e) {
          // A damaged or outdated one is made anew.
          Files.delete(file);
        }
      }
      GraphemeToPhoneme learnt = GraphemeToPhoneme.train(speech.lexicon(), Progress.NONE);
      Files.createDirectories(pronunciations());
      learnt.write(file);
      return learnt;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

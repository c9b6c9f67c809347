package io.diction.cli;

import io.diction.speech.RecognizedPhrase;
import io.diction.speech.display.DisplayWriter;
import io.diction.speech.features.FeatureSettings;
import io.diction.speech.lattice.StandardLattice;
import io.diction.speech.transcript.Transcript.Alternative;
import io.diction.speech.transcript.Transcript.Phrase;
import io.diction.speech.transcript.TranscriptFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What else may have been said: as a list of sentences, or all that was considered. */
final class AlternativesOption {
  private static final int MOST = 100;

  @Option(
      names = "--alternatives",
      paramLabel = "N",
      description =
          "Adds to --format json what else may have been said: for each utterance up to N sentences"
              + " with their probabilities, 1 to 100.")
  private @Nullable Integer alternatives;

  @Option(
      names = "--lattices",
      paramLabel = "DIR",
      description =
          "Writes all that was considered there: a lattice for each utterance, in HTK's standard"
              + " lattice format (.slf).")
  private @Nullable Path lattices;

  /** Refuses what cannot be done and makes the folder. */
  void check(TranscriptFormat format, CommandLine line) throws IOException {
    if (alternatives != null && (alternatives < 1 || alternatives > MOST)) {
      throw new ParameterException(
          line, "--alternatives must be 1 to " + MOST + ", is " + alternatives);
    }
    if (alternatives != null && format != TranscriptFormat.JSON) {
      throw new ParameterException(line, "--alternatives needs --format json");
    }
    if (lattices != null) {
      Files.createDirectories(lattices);
    }
  }

  boolean isWanted() {
    return alternatives != null || lattices != null;
  }

  boolean areLatticesWanted() {
    return lattices != null;
  }

  boolean isListed() {
    return alternatives != null;
  }

  /** Sentences of an utterance to look for. */
  int count() {
    return alternatives == null ? 1 : alternatives;
  }

  Phrase listed(RecognizedPhrase phrase, @Nullable DisplayWriter shown) {
    return new Phrase(
        phrase.startSeconds(),
        phrase.endSeconds(),
        phrase.alternatives().stream()
            .map(
                other ->
                    new Alternative(
                        other.hypothesis().text(),
                        shown == null ? null : shown.write(other.hypothesis().words()).text(),
                        other.confidence(),
                        other.probability()))
            .toList());
  }

  /**
   * Writes an utterance's lattice where they are wanted.
   *
   * @param number of the utterance in its recording, from 1
   */
  void writeLattice(RecognizedPhrase phrase, String recording, int number) throws IOException {
    if (lattices == null) {
      return;
    }
    String name = "%s-%04d".formatted(recording, number);
    try (BufferedWriter out = Files.newBufferedWriter(lattices.resolve(name + ".slf"))) {
      StandardLattice.write(phrase.lattice(), name, FeatureSettings.FRAME_RATE_HZ, out);
    }
  }
}

package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The corpora that a command was given and what decodes them, closed together. */
final class Corpora implements AutoCloseable {
  private final List<CorpusSpeech.Part> parts = new ArrayList<>();
  private final AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(2));
  private final ConsoleProgress progress;

  Corpora(ConsoleProgress progress) {
    this.progress = progress;
  }

  /** Opens corpora and says what is wrong with them; errors leave out what they are about. */
  void open(List<Path> sources, Use use) throws IOException {
    for (Path source : sources) {
      if (!Files.exists(source)) {
        throw new FormatException(source.toString(), "", "no such file or folder");
      }
      TrainingCorpus corpus = TrainingCorpus.open(source, CorpusLimits.LOCAL);
      parts.add(
          new CorpusSpeech.Part(
              parts.isEmpty() ? "" : String.valueOf(parts.size() + 1), corpus, use));
      for (CorpusFinding finding : corpus.findings()) {
        progress.message((finding.isError() ? "error: " : "warning: ") + finding.describe());
      }
    }
  }

  CorpusSpeech speech() {
    return new CorpusSpeech(parts, decoder);
  }

  @Override
  public void close() throws IOException {
    try (decoder) {
      for (CorpusSpeech.Part part : parts) {
        part.corpus().close();
      }
    }
  }
}

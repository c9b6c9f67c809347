package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStageTest {
  @TempDir private Path folder;

  @Test
  void saysOfEveryUtteranceThatCannotBeHeardWhy() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (String name : List.of("good", "damaged", "lost", "short")) {
      SpeechFixtures.wav(data.resolve(name + ".wav"), "one two three");
      Files.writeString(data.resolve(name + ".txt"), "one two three\n");
    }
    Files.delete(data.resolve("short.txt"));
    Files.writeString(
        data.resolve("short.vtt"), "WEBVTT\n\n01:00:00.000 --> 01:00:01.000\none two three\n");
    Path utterances = folder.resolve("train.tsv");
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(1));
        TrainingCorpus corpus = TrainingCorpus.open(data, CorpusLimits.DEFAULT)) {
      Preparation.writeLines(
          utterances,
          corpus.utterances().stream().map(each -> each.id() + "\tone two three\n").toList());
      Files.delete(data.resolve("lost.wav"));
      Files.writeString(data.resolve("damaged.wav"), "RIFF no sound at all in here");
      CorpusSpeech speech =
          new CorpusSpeech(List.of(new CorpusSpeech.Part("", corpus, Use.TRAIN)), decoder);
      Path out = Files.createDirectories(folder.resolve("features"));
      ScratchSettings all = ScratchSettings.DEFAULT;
      new FeatureStage(
              speech,
              new ScratchSettings(all.features(), 0, 2, 30, 80, 15, 0.01, 0.001, 3, 0, 1, 1))
          .write(utterances, out, Progress.NONE);
      assertThat(Files.readAllLines(out.resolve(Preparation.LEFT_OUT)))
          .hasSize(3)
          .anyMatch(line -> line.startsWith("damaged\t"))
          .anyMatch(line -> line.startsWith("lost\t") && line.contains("is not any more"))
          .anyMatch(line -> line.startsWith("short") && line.endsWith("end of its recording"));
      try (FeatureSpool spool = FeatureSpool.open(out)) {
        assertThat(spool.utterances()).isEqualTo(1);
      }
    }
  }
}

package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.testing.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What text and pronunciations alone bring on one reader's recordings. */
@Tag("soak")
class LjAdaptationSoakTest {
  @TempDir private Path folder;

  @Test
  void textOfTheDomainRemovesAtLeastFifteenPercentOfTheErrors() throws IOException {
    Path related = Corpus.require("lj", "related-text.txt");
    try (TrainingCorpus train =
            TrainingCorpus.open(Corpus.require("lj", "train"), CorpusLimits.DEFAULT);
        TrainingCorpus dev =
            TrainingCorpus.open(Corpus.require("lj", "dev"), CorpusLimits.DEFAULT);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      CorpusSpeech speech =
          new CorpusSpeech(
              List.of(
                  new CorpusSpeech.Part("train", train, Use.TRAIN),
                  new CorpusSpeech.Part("dev", dev, Use.TEST)),
              decoder);
      List<TrainingData.Text> texts = new ArrayList<>(speech.texts().sentences());
      texts.add(TermLists.text(related, "related-text.txt"));
      TrainingRun run =
          new TrainingRun(
              folder.resolve("work"),
              SpeechModel.english(),
              new TrainingData(speech.utterances(), texts, List.of(), List.of()),
              new TrainingSettings("lj", 1, 2, AdaptFixtures.CACHE),
              speech);
      run.run(Progress.NONE);
      ModelMetrics metrics = run.metrics();
      metrics.describe().forEach(System.out::println);
      assertThat(metrics.wordErrors()).isNotNull();
      assertThat(metrics.wordErrors().custom().errors())
          .isLessThanOrEqualTo((int) (0.85 * metrics.wordErrors().base().errors()));
      assertThat(metrics.wordErrors().comparison().isReal()).isTrue();
    }
  }
}

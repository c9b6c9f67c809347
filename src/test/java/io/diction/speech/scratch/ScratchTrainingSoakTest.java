package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.ModelMetrics;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingSettings;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.AlignmentModel;
import io.diction.speech.align.AlignmentSettings;
import io.diction.speech.align.UtteranceAligner;
import io.diction.speech.audio.Audio;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.pack.PackOptions;
import io.diction.speech.pack.Packs;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of synthetic Dutch, 480 words, and all that is done with the pack that comes of it. */
@Tag("soak")
class ScratchTrainingSoakTest {
  @TempDir private Path folder;

  @Test
  void aPackFromScratchServesInEveryFunction() throws IOException {
    DutchSentences dutch = DutchSentences.large(1);
    List<String> train = dutch.next(1200, List.of());
    List<String> other = dutch.next(200, train);
    Path pack = train(dutch, train);
    Packs packs = new Packs(folder.resolve("packs"));
    packs.install(pack, PackOptions.NONE, Progress.NONE);
    SpeechModel base = packs.get("dutch").speechModel();

    double known = wordErrorRate(base, other.subList(0, 60), DutchCorpus.TRAINING_VOICES);
    double unknown = wordErrorRate(base, other.subList(0, 60), DutchCorpus.OTHER_VOICES);
    System.out.printf("word error rate: voices heard %.3f, new voices %.3f%n", known, unknown);
    assertThat(known).isLessThan(0.04);
    assertThat(unknown).isLessThan(0.10);

    aligns(base, other.subList(60, 90));
    adapts(base, other.subList(90, 200));
  }

  private Path train(DutchSentences dutch, List<String> sentences) throws IOException {
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      corpus.add(corpus.speak("train", sentences, DutchCorpus.TRAINING_VOICES, 1), Use.TRAIN);
      CorpusSpeech speech = corpus.speech();
      ScratchTraining training =
          new ScratchTraining(
              folder.resolve("work"),
              new PackNames("dutch", "20260131", "", ""),
              new ScratchData(
                  "nl-NL",
                  corpus.dictionary(dutch.vocabulary()),
                  speech.utterances(),
                  List.of(),
                  List.of()),
              ScratchSettings.DEFAULT.withThreads(2),
              speech);
      training.run(Progress.NONE);
      training.result().describe().forEach(System.out::println);
      assertThat(training.result().wordErrors().rate()).isLessThan(0.04);
      training.export(folder.resolve("pack"));
      return folder.resolve("pack");
    }
  }

  private double wordErrorRate(SpeechModel model, List<String> sentences, List<String> voices)
      throws IOException {
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      String name = "test-" + voices.get(0);
      corpus.add(corpus.speak(name, sentences, voices, 5), Use.TEST);
      CorpusSpeech speech = corpus.speech();
      List<ModelEvaluation.Reference> references =
          speech.utterances().stream()
              .map(each -> new ModelEvaluation.Reference(each.id(), each.text()))
              .toList();
      Evaluation evaluation =
          new ModelEvaluation(speech, TextNormalizer.of("nl-NL", word -> true), 2)
              .run(List.of(model), references, Progress.NONE)
              .evaluations()
              .get(0);
      return evaluation.total().rate();
    }
  }

  /** Right transcripts are found in the recordings, those of the recording before are not. */
  private void aligns(SpeechModel base, List<String> sentences) throws IOException {
    Map<String, Audio> heard = new HashMap<>();
    Map<String, String> said = new HashMap<>();
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      corpus.add(corpus.speak("align", sentences, DutchCorpus.OTHER_VOICES, 6), Use.TRAIN);
      CorpusSpeech speech = corpus.speech();
      speech.utterances().forEach(each -> said.put(each.id(), each.text().strip()));
      speech.read(
          new HashSet<>(said.keySet()),
          new RecordedSpeech.Receiver() {
            @Override
            public void utterance(String id, Audio audio) {
              heard.put(id, audio);
            }

            @Override
            public void unreadable(String id, String reason) {
              throw new AssertionError(id + ": " + reason);
            }
          });
    }
    UtteranceAligner aligner =
        new UtteranceAligner(
            new AlignmentModel(base.acousticModel(), base.lexicon()), AlignmentSettings.DEFAULT);
    for (Map.Entry<String, Audio> each : heard.entrySet()) {
      List<String> words = List.of(said.get(each.getKey()).split(" "));
      float[] samples = each.getValue().samples();
      Alignment alignment = aligner.align(samples, 0, samples.length, words, Progress.NONE);
      assertThat(alignment).as(each.getKey()).isInstanceOf(Alignment.Placed.class);
      assertThat(((Alignment.Placed) alignment).words()).hasSize(words.size());
    }
  }

  /** A voice that the pack has not heard, and words of its own, make a custom model. */
  private void adapts(SpeechModel base, List<String> sentences) throws IOException {
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      corpus.add(corpus.speak("own", sentences.subList(0, 60), List.of("m4"), 7), Use.TRAIN);
      corpus.add(corpus.speak("own-test", sentences.subList(60, 110), List.of("m4"), 8), Use.TEST);
      CorpusSpeech speech = corpus.speech();
      TrainingRun run =
          new TrainingRun(
              folder.resolve("adapt"),
              base,
              new TrainingData(
                  speech.utterances(),
                  List.of(),
                  List.of(TrainingData.Term.of("keukenschuur")),
                  List.of()),
              new TrainingSettings("house", 1, 2, folder.resolve("cache")),
              speech);
      run.run(Progress.NONE);
      ModelMetrics metrics = run.metrics();
      metrics.describe().forEach(System.out::println);
      assertThat(metrics.wordErrors().custom().rate())
          .isLessThan(metrics.wordErrors().base().rate() + 0.02);
    }
  }
}

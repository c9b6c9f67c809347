package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dutch, spoken by espeak-ng, learnt from nothing. */
class ScratchTrainingTest {
  private static final PackNames NAMES = new PackNames("dutch", "20260131", "", "");

  @TempDir private Path folder;

  private static ScratchData data(CorpusSpeech speech, DutchCorpus corpus) throws IOException {
    return new ScratchData(
        "nl-NL",
        corpus.dictionary(DutchSentences.small(0).vocabulary()),
        speech.utterances(),
        List.of(),
        List.of());
  }

  @Test
  void learnsToRecogniseVoicesAndSentencesThatItHasNotHeard() throws IOException {
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      DutchSentences dutch = DutchSentences.small(1);
      List<String> train = dutch.next(220, List.of());
      Path spoken = corpus.speak("train", train, DutchCorpus.TRAINING_VOICES, 1);
      List<String> wrong = swapTranscripts(spoken);
      corpus.add(spoken, Use.TRAIN);
      corpus.add(
          corpus.speak("test", dutch.next(30, train), DutchCorpus.OTHER_VOICES, 2), Use.TEST);
      CorpusSpeech speech = corpus.speech();
      ScratchTraining training =
          new ScratchTraining(
              folder.resolve("work"),
              NAMES,
              data(speech, corpus),
              ScratchSettings.DEFAULT.withThreads(2),
              speech);
      training.run(Progress.NONE);
      ScratchFigures figures = training.result();
      assertThat(figures.wordErrors().words()).isGreaterThan(150);
      assertThat(figures.wordErrors().rate()).isLessThan(0.10);
      assertThat(figures.leftOut()).extracting(ScratchFigures.LeftOut::id).containsAll(wrong);
      assertThat(figures.leftOut()).hasSizeLessThan(wrong.size() + 6);
      assertThat(figures.tiedStates()).isBetween(200, 800);
    }
  }

  /** Some utterances get the transcript of the one before. */
  private static List<String> swapTranscripts(Path corpus) throws IOException {
    List<Path> texts;
    try (Stream<Path> files = Files.list(corpus)) {
      texts = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    List<String> ids = new ArrayList<>();
    for (int i = 25; i < texts.size(); i += 50) {
      Files.copy(texts.get(i - 1), texts.get(i), StandardCopyOption.REPLACE_EXISTING);
      ids.add("1/" + texts.get(i).getFileName().toString().replace(".txt", ""));
    }
    return ids;
  }

  @Test
  void givesTheSameBytesOnAnyNumberOfThreadsAndAfterAnInterruption() throws IOException {
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      List<String> sentences = DutchSentences.small(2).next(50, List.of());
      corpus.add(corpus.speak("few", sentences, List.of("m1", "f2"), 3), Use.TRAIN);
      CorpusSpeech speech = corpus.speech();
      ScratchData data = data(speech, corpus);
      ScratchSettings settings = few();
      ScratchTraining whole =
          new ScratchTraining(folder.resolve("one"), NAMES, data, settings, speech);
      whole.run(Progress.NONE);
      whole.export(folder.resolve("first"));

      ScratchTraining interrupted =
          new ScratchTraining(folder.resolve("two"), NAMES, data, settings.withThreads(2), speech);
      Stopping stopping = new Stopping();
      assertThatThrownBy(() -> interrupted.run(stopping)).isInstanceOf(CancelledException.class);
      interrupted.run(Progress.NONE);
      interrupted.export(folder.resolve("second"));

      Map<String, String> first = bytes(folder.resolve("first"));
      assertThat(first).hasSizeGreaterThan(8).isEqualTo(bytes(folder.resolve("second")));
    }
  }

  private static ScratchSettings few() {
    ScratchSettings all = ScratchSettings.DEFAULT;
    return new ScratchSettings(all.features(), 0, 2, 30, 80, 15, 0.01, 1, 3, 0, 1, 1);
  }

  /** Stops in the middle of the triphones. */
  private static final class Stopping implements Progress {
    private volatile boolean stop;

    @Override
    public void report(double fraction, String message) {
      stop |= message.startsWith("triphones, pass 2");
    }

    @Override
    public boolean isCancelled() {
      return stop;
    }
  }

  private static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(
            folder.relativize(file).toString(),
            Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"8, fewer than 5 times", "60, minutes of usable speech"})
  void saysHowMuchSpeechIsNeeded(int utterances, String expected) throws IOException {
    try (DutchCorpus corpus = new DutchCorpus(folder)) {
      List<String> sentences = DutchSentences.small(2).next(utterances, List.of());
      corpus.add(corpus.speak("few", sentences, List.of("m1"), 3), Use.TRAIN);
      CorpusSpeech speech = corpus.speech();
      ScratchTraining training =
          new ScratchTraining(
              folder.resolve("work"), NAMES, data(speech, corpus), ScratchSettings.DEFAULT, speech);
      assertThatThrownBy(() -> training.run(Progress.NONE))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining(expected)
          .hasMessageContaining("at least 5 minutes");
    }
  }
}

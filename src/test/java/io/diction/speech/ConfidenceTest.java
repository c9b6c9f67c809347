package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.Reliability;
import io.diction.speech.evaluate.ScoringText;
import io.diction.speech.evaluate.WordAlignment;
import io.diction.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Confidences on a part of the recordings that nothing was fitted to. */
class ConfidenceTest {
  private static final int EVERY = 8;

  @Test
  void confidencesSayHowManyWordsAreRight() throws IOException {
    Path dev = Corpus.require("lj", "dev");
    List<Path> clips;
    try (Stream<Path> files = Files.list(dev)) {
      clips = files.filter(f -> f.toString().endsWith(".flac")).sorted().toList();
    }
    Recognizer recognizer = new Recognizer(SpeechModel.english());
    List<Evaluation.Scored> scored = new ArrayList<>();
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (int i = 0; i < clips.size(); i += EVERY) {
        String id = clips.get(i).getFileName().toString().replace(".flac", "");
        scored.add(
            score(
                id,
                Files.readString(dev.resolve(id + ".txt")),
                recognizer.recognize(decoder.decode(clips.get(i)))));
      }
    }
    Reliability reliability = new Evaluation(scored).reliability();

    assertThat(reliability.words()).isGreaterThan(120);
    // With so few words chance alone makes 0.05; all of dev is the benchmark's.
    assertThat(reliability.expectedCalibrationError()).isLessThan(0.12);
    assertThat(reliability.normalizedCrossEntropy()).isGreaterThan(0.15);
  }

  private static Evaluation.Scored score(String id, String reference, Hypothesis hypothesis) {
    List<String> words = new ArrayList<>();
    List<Double> confidences = new ArrayList<>();
    for (WordTiming word : hypothesis.words()) {
      for (String part : ScoringText.words(word.word())) {
        words.add(part);
        confidences.add(word.confidence());
      }
    }
    return new Evaluation.Scored(
        id, "", WordAlignment.align(ScoringText.words(reference), words), confidences);
  }
}

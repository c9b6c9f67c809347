package io.diction.speech.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrigramCountsTest {
  private static final int IN_MEMORY = 1 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1048576, -1", "1048576, 1e-6", "300, -1", "300, 1e-6", "300, 1e-4"})
  void estimatesTheModelThatCountingInMemoryGives(int most, double threshold) throws IOException {
    NGramCounts plain = new NGramCounts(3);
    try (TrigramCounts counts = new TrigramCounts(folder, most, Progress.NONE)) {
      for (List<String> sentence : text()) {
        plain.addSentence(sentence);
        counts.addSentence(sentence);
      }
      for (List<String> fragment :
          List.of(List.of("alone"), List.of("w1", "alone"), List.of("w1", "w2", "w9", "odd"))) {
        plain.addFragment(fragment);
        counts.addFragment(fragment);
      }
      plain.addWord("never");
      counts.addWord("never");
      BackoffLanguageModel expected = KneserNey.estimate(plain, Progress.NONE);
      if (threshold >= 0) {
        expected = EntropyPruning.prune(expected, threshold, Progress.NONE);
      }

      assertThat(StreamedKneserNey.estimate(counts, threshold, Progress.NONE)).isEqualTo(expected);
      assertThat(counts.tokens()).isEqualTo(plain.tokens());
      assertThat(counts.vocabularySize()).isEqualTo(plain.vocabularySize());
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void anEmptyTextHasAModel() throws IOException {
    try (TrigramCounts counts = new TrigramCounts(folder, IN_MEMORY, Progress.NONE)) {
      counts.addSentence(List.of());

      BackoffLanguageModel model = StreamedKneserNey.estimate(counts, -1, Progress.NONE);
      assertThat(model.logProb(model.startState(), model.endOfSentence()))
          .isGreaterThan((float) Math.log(0.4));
    }
  }

  @Test
  void stopsWhenAskedAndLeavesNoFile() throws IOException {
    boolean[] stop = {false};
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean isCancelled() {
            return stop[0];
          }
        };
    try (TrigramCounts counts = new TrigramCounts(folder, 300, progress)) {
      for (List<String> sentence : text()) {
        counts.addSentence(sentence);
      }
      assertThat(files()).isNotEmpty();
      stop[0] = true;

      assertThatThrownBy(() -> StreamedKneserNey.estimate(counts, -1, progress))
          .isInstanceOf(CancelledException.class);
    }
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Words of very different frequencies. */
  private static List<List<String>> text() {
    SplittableRandom random = new SplittableRandom(3);
    List<List<String>> text = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      List<String> sentence = new ArrayList<>();
      for (int n = random.nextInt(15); n > 0; n--) {
        sentence.add("w" + (int) (60 * Math.pow(random.nextDouble(), 3)));
      }
      text.add(sentence);
    }
    return text;
  }
}

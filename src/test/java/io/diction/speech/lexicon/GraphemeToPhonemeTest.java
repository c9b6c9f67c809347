package io.diction.speech.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.CancelledException;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphemeToPhonemeTest {
  private static final GraphemeToPhoneme MODEL =
      GraphemeToPhoneme.train(LexiconFixtures.regular(1500), Progress.NONE);

  @Test
  void unseenWordsOfARegularSpellingAreSpokenByTheRule() {
    for (String word : List.of("shonapusoti", "karafibale", "luxoshaki", "timaxubane")) {
      assertThat(MODEL.guess(word, 1).get(0).pronunciation())
          .hasToString(LexiconFixtures.spoken(word));
    }
  }

  @Test
  void guessesComeBestFirstWithProbabilities() {
    Lexicon ambiguous =
        LexiconFixtures.lexicon(
            "ca K A",
            "ci K I",
            "co K O",
            "co S O",
            "ci S I",
            "cata K A T A",
            "tica T I K A",
            "ta T A",
            "ti T I",
            "to T O",
            "ati A T I",
            "oti O T I",
            "ita I T A");
    GraphemeToPhoneme model = GraphemeToPhoneme.train(ambiguous, Progress.NONE);
    List<GraphemeToPhoneme.Guess> guesses = model.guess("oca", 2);
    assertThat(guesses.stream().map(g -> g.pronunciation().toString()))
        .containsExactly("O K A", "O S A");
    assertThat(guesses.get(0).probability()).isGreaterThan(guesses.get(1).probability());
    assertThat(model.guess("oca", 100).stream().mapToDouble(g -> g.probability()).sum())
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void lettersThatTheDictionaryLacksAreSkipped() {
    assertThat(MODEL.guess("ba-ŧti", 1).get(0).pronunciation()).hasToString("B A T I");
    assertThat(MODEL.guess("123", 1)).isEmpty();
    assertThat(MODEL.guess("", 1)).isEmpty();
    assertThat(MODEL.canSpell("bati")).isTrue();
    assertThat(MODEL.canSpell("ŧ")).isFalse();
  }

  @Test
  void veryLongWordsAreCutRatherThanSearchedForever() {
    assertThat(MODEL.guess("basho".repeat(1000), 1)).hasSize(1);
  }

  @Test
  void sameDictionaryGivesTheSameFile(@TempDir Path folder) throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    MODEL.write(one);
    GraphemeToPhoneme.train(LexiconFixtures.regular(1500), Progress.NONE).write(two);
    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(GraphemeToPhoneme.read(one).guess("luxoshaki", 3))
        .isEqualTo(MODEL.guess("luxoshaki", 3));
    byte[] damaged = Files.readAllBytes(one);
    damaged[damaged.length / 2] ^= 4;
    Files.write(one, damaged);
    assertThatThrownBy(() -> GraphemeToPhoneme.read(one)).isInstanceOf(FormatException.class);
  }

  @Test
  void learningIsToldAndReadingWhatWasLearntIsNot(@TempDir Path folder) throws IOException {
    List<String> told = new ArrayList<>();
    Progress listening =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            told.add(message);
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    Lexicon lexicon = LexiconFixtures.regular(100);
    for (int i = 0; i < 2; i++) {
      GraphemeToPhoneme.cached(folder, "0".repeat(64), lexicon, listening);
      assertThat(told).containsExactly("learning pronunciations from the base lexicon");
    }
  }

  @Test
  void trainingStopsWhenCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> GraphemeToPhoneme.train(LexiconFixtures.regular(100), cancelled))
        .isInstanceOf(CancelledException.class);
  }
}

package io.diction.speech.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrieLanguageModelTest {
  private static final String FILE = "/edu/cmu/sphinx/models/en-us/en-us.lm.bin";
  private static final int HEADER = 19 + 1 + 3 * 4;

  private final LanguageModel model = SpeechModel.english().languageModel();

  @ParameterizedTest
  @CsvSource({"'', 0.02", "the, 0.02", "new york, 0.03", "zebra, 0.02", "one of, 0.03"})
  void givesAllWordsTogetherProbabilityOne(String history, double tolerance) {
    long state = state(history);
    double sum = 0;
    for (int word = 0; word < model.vocabulary().size(); word++) {
      sum += Math.exp(model.logProb(state, word));
    }
    assertThat(sum).isCloseTo(1, within(tolerance));
  }

  @Test
  void prefersWhatIsSaid() {
    assertThat(logProb("united states of", "america"))
        .isGreaterThan(logProb("united states of", "armchair") + 3);
    assertThat(model.order()).isEqualTo(3);
    assertThat(model.vocabulary().word(model.endOfSentence())).isEqualTo("</s>");
  }

  @Test
  void shortensStatesWithoutAFuture() {
    int word = id("zebra");
    long after = model.nextState(state("armchair"), word);

    assertThat(after).isEqualTo(model.nextState(model.emptyState(), word));
  }

  @Test
  void namesTheSuccessorsOfAWord() {
    BitSet successors = new BitSet();
    long york = model.nextState(model.emptyState(), id("york"));
    boolean told =
        model.successors(
            id("york"),
            (word, logProb) -> {
              successors.set(word);
              assertThat(logProb).isEqualTo(model.logProb(york, word));
            });
    assertThat(told).isTrue();

    assertThat(successors.get(id("city"))).isTrue();
    assertThat(successors.get(id("armchair"))).isFalse();
    float backoff =
        model.logProb(state("york"), id("armchair"))
            - model.logProb(model.emptyState(), id("armchair"));
    assertThat(model.logProb(state("york"), id("zebra")))
        .isCloseTo(model.logProb(model.emptyState(), id("zebra")) + backoff, within(1e-4f));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 10, 25, HEADER + 2, 300_000, 1_000_000, 2_500_000, 20_000_000, 27_114_384})
  void refusesATruncatedFile(int length) throws IOException {
    byte[] bytes = Arrays.copyOf(bytes(), length);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("base.lm.bin, byte ")
        .hasMessageContaining("ends too early");
  }

  @Test
  void refusesLyingCounts() throws IOException {
    for (int count = 20; count < HEADER; count += 4) {
      byte[] bytes = bytes();
      bytes[count + 3] = 0x7f;

      assertThatThrownBy(() -> read(bytes)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void refusesOrSurvivesDamageAnywhere() throws IOException {
    byte[] bytes = bytes();
    Random random = new Random(7);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 2000; i++) {
        bytes[HEADER + random.nextInt(bytes.length - HEADER)] = (byte) random.nextInt();
      }
      try {
        LanguageModel damaged = read(bytes);
        for (int i = 0; i < 1000; i++) {
          int word = random.nextInt(damaged.vocabulary().size());
          long state = damaged.nextState(damaged.emptyState(), word);
          assertThat(damaged.logProb(state, random.nextInt(1000))).isNotNaN();
        }
      } catch (FormatException e) {
        assertThat(e).hasMessageStartingWith("base.lm.bin");
      }
    }
  }

  @Test
  void saysWhatToDoWithAnOlderBinaryModel() {
    byte[] bytes = "\u0011\0\0\0Darpa Trigram LM\0".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("pocketsphinx_lm_convert");
  }

  private static LanguageModel read(byte[] bytes) throws IOException {
    return TrieLanguageModelReader.read(new ByteArrayInputStream(bytes), "base.lm.bin");
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = TrieLanguageModelTest.class.getResourceAsStream(FILE)) {
      return in.readAllBytes();
    }
  }

  private float logProb(String history, String word) {
    return model.logProb(state(history), id(word));
  }

  private long state(String history) {
    long state = model.emptyState();
    for (String word : history.isEmpty() ? new String[0] : history.split(" ")) {
      state = model.nextState(state, id(word));
    }
    return state;
  }

  private int id(String word) {
    int id = model.vocabulary().id(word);
    assertThat(id).as(word).isNotEqualTo(Vocabulary.UNKNOWN);
    return id;
  }
}

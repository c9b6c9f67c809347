package io.diction.speech.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.SpeechModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recognised words and how people write them, with the words that the built-in lexicon knows. */
class EnglishDisplayTest {
  static Stream<Arguments> cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EnglishDisplayTest.class.getResourceAsStream("en-display.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(line -> line.split(" \\| ", 2))
          .map(pair -> Arguments.of(pair[0], pair[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void spokenWordsAreDisplayedAsWritten(String spoken, String displayed) {
    assertThat(SpeechModel.english().display().writeWithoutPunctuation(spoken))
        .isEqualTo(displayed);
  }
}

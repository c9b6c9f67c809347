package io.diction.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GermanNormalizerTest {
  private final TextNormalizer german = TextNormalizer.of("de-DE", word -> false);

  static Stream<Arguments> cases() throws IOException {
    return SpokenCases.read("de-spoken.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writtenTextBecomesSpokenWords(String written, String spoken) {
    assertThat(String.join(" ", german.words(written))).isEqualTo(spoken);
  }

  @Test
  void publishedTextHasNoDigitsLeft() throws IOException {
    for (String line :
        Files.readAllLines(Corpus.require("azure-custom-speech", "de-DE", "related-text.txt"))) {
      assertThat(german.sentences(line))
          .flatExtracting(List::copyOf)
          .allMatch(word -> word.matches("[a-z\u00e4\u00f6\u00fc\u00df']+"));
    }
  }

  @Test
  void languagesWithoutRulesSaySo() {
    assertThat(german.limits()).isEmpty();
    assertThat(TextNormalizer.of("nl-NL", word -> false).limits()).contains("Dutch");
  }
}

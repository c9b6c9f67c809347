package io.diction.speech.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryTest {
  @Test
  void readsVariantsInOrder() throws IOException {
    Dictionary dictionary = read("read R EH D\nread(2)\tR IY D\n\n## comment\n(odd) AO D\n");

    assertThat(dictionary.pronunciations("read"))
        .extracting(Pronunciation::toString)
        .containsExactly("R EH D", "R IY D");
    assertThat(dictionary.words()).containsExactly("read", "(odd)");
    assertThat(dictionary.pronunciations("unread")).isEmpty();
  }

  @Test
  void readsTheBuiltInDictionary() {
    Lexicon lexicon = SpeechModel.english().lexicon();

    assertThat(lexicon.words()).hasSizeGreaterThan(120_000);
    assertThat(lexicon.pronunciations("tomato")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "silent, 'has 0 phones'",
    "read(2) R IY D, 'before \"read\"'",
    "long A A A A A A A A A A A A A A A A, ''"
  })
  void namesTheLineOfAFault(String line, String reason) {
    String text = "a AH\n" + (reason.isEmpty() ? line + " A".repeat(250) : line) + "\n";

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("my.dict, line 2")
        .hasMessageContaining(reason);
  }

  private static Dictionary read(String text) throws IOException {
    return Dictionary.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "my.dict");
  }
}

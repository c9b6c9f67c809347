package io.diction.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainNormalizerTest {
  private final TextNormalizer dutch = TextNormalizer.of("nl-NL", word -> false);

  @Test
  void keepsLettersAndApostrophesInsideWords() {
    assertThat(dutch.words("Zet 'm \u201caan\u201d: de foto\u2019s, caf\u00e9-stoelen!"))
        .containsExactly("zet", "m", "aan", "de", "foto's", "caf\u00e9", "stoelen");
  }

  @Test
  void composesLettersAndAccents() {
    assertThat(dutch.words("cafe\u0301")).containsExactly("caf\u00e9");
  }

  @Test
  void lowersCaseAsTheLanguageDoes() {
    assertThat(TextNormalizer.of("tr", word -> false).words("ISI"))
        .containsExactly("\u0131s\u0131");
  }

  @Test
  void keepsVowelSignsInTheirWords() {
    assertThat(TextNormalizer.of("hi", word -> false).words("\u0939\u093f\u0928\u094d\u0926\u0940"))
        .containsExactly("\u0939\u093f\u0928\u094d\u0926\u0940");
  }

  @Test
  void cutsTextIntoSentences() {
    assertThat(dutch.sentences("Een zin. Nog een?\n\n...\nLaatste"))
        .hasSize(3)
        .last()
        .asString()
        .isEqualTo("[laatste]");
  }
}

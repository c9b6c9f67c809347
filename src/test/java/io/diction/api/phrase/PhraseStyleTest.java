package io.diction.api.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseStyleTest {
  /** A word a second. */
  private static List<WordTiming> words(String text) {
    List<WordTiming> words = new ArrayList<>();
    for (String word : text.split(" ")) {
      words.add(new WordTiming(word, words.size(), words.size() + 0.9, 0.8));
    }
    return words;
  }

  private static Phrase phrase(String spoken, String written) {
    return new Phrase(words(spoken), words(written));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NONE | Well Take 20 mg is that all right comma yes question mark",
        "AUTOMATIC | Well. Take 20 mg, is that all right comma yes question mark.",
        "DICTATED | Well Take 20 mg is that all right, yes?",
        "DICTATED_AND_AUTOMATIC | Well. Take 20 mg, is that all right, yes?"
      })
  void writesMarks(Punctuation punctuation, String display) {
    Phrase phrase =
        phrase(
            "well take twenty milligrams is that all right comma yes question mark",
            "Well. Take 20 mg, is that all right comma yes question mark.");
    PhraseStyle style = new PhraseStyle("en-US", punctuation, Profanity.NONE);

    assertThat(style.display(phrase)).isEqualTo(display);
    assertThat(style.itn(phrase))
        .isEqualTo("well take 20 mg is that all right comma yes question mark");
    assertThat(phrase.lexical()).startsWith("well take twenty");
  }

  @Test
  void takesWordsForMarksOnlyWhereNothingElseIsLikely() {
    Phrase phrase = phrase("a long period comma then rest", "A long period comma then rest.");

    assertThat(
            new PhraseStyle("en-US", Punctuation.DICTATED_AND_AUTOMATIC, Profanity.NONE)
                .display(phrase))
        .isEqualTo("A long period, then rest.");
    assertThat(new PhraseStyle("en-US", Punctuation.DICTATED, Profanity.NONE).display(phrase))
        .isEqualTo("A long, then rest");
    assertThat(new PhraseStyle("nl-NL", Punctuation.DICTATED, Profanity.NONE).display(phrase))
        .isEqualTo("A long period comma then rest");
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 'Oh shit, it rains.', oh shit it rains",
    "MASKED, 'Oh ****, it rains.', oh **** it rains",
    "REMOVED, Oh it rains., oh it rains",
    "TAGS, 'Oh <profanity>shit,</profanity> it rains.', oh <profanity>shit</profanity> it rains"
  })
  void writesProfanity(Profanity profanity, String display, String masked) {
    Phrase phrase = phrase("oh shit it rains", "Oh shit, it rains.");
    PhraseStyle style = new PhraseStyle("en-US", Punctuation.AUTOMATIC, profanity);

    assertThat(style.display(phrase)).isEqualTo(display);
    assertThat(style.maskedItn(phrase)).isEqualTo(masked);
    assertThat(style.itn(phrase)).isEqualTo("oh shit it rains");
    assertThat(phrase.lexical()).isEqualTo("oh shit it rains");
  }

  @Test
  void dividesWhatIsWrittenAsWhatIsSpoken() {
    List<WordTiming> spoken = words("one two three four");
    List<WordTiming> written =
        List.of(new WordTiming("12", 0, 1.9, 0.8), new WordTiming("34.", 2, 3.9, 0.8));

    List<Phrase> phrases = Phrase.of(List.of(spoken.subList(0, 2), spoken.subList(2, 4)), written);

    assertThat(phrases)
        .extracting(phrase -> phrase.tokens().get(0).word())
        .containsExactly("12", "34.");
    assertThat(phrases.get(1).startSeconds()).isEqualTo(2);
    assertThat(phrases.get(1).confidence()).isEqualTo(0.8);
    assertThat(Phrase.of(List.of(), List.of())).isEmpty();
  }
}

package io.diction.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnglishNormalizerTest {
  private static final Set<String> KNOWN =
      Set.of(
          "nasa",
          "it's",
          "'tis",
          "o'clock",
          "newgate's",
          "com",
          "covid",
          "3cpo",
          "don't",
          "us",
          "mail",
          "who",
          "it",
          "mac",
          "main",
          "report");

  private final TextNormalizer english = TextNormalizer.of("en-US", KNOWN::contains);

  static Stream<Arguments> cases() throws IOException {
    return SpokenCases.read("en-spoken.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writtenTextBecomesSpokenWords(String written, String spoken) {
    assertThat(String.join(" ", english.words(written))).isEqualTo(spoken);
  }

  @Test
  void readsTitlesAsTheLexiconHasThem() {
    TextNormalizer withTitles = TextNormalizer.of("en", Set.of("mr", "mrs", "ms")::contains);
    assertThat(withTitles.words("Mr. and Mrs Smith, Ms. Lee"))
        .containsExactly("mr", "and", "mrs", "smith", "ms", "lee");
  }

  @Test
  void displayedFormsOfTheUserStayWhole() {
    TextNormalizer own =
        TextNormalizer.of("en", word -> false, List.of(".NET", "C++", "R2-D2", "IEEE"));
    assertThat(own.words("Ask r2-d2, use .NET (or c++) not the net."))
        .containsExactly("ask", "r2-d2", "use", ".net", "or", "c++", "not", "the", "net");
  }

  @Test
  void textIsCutIntoSentencesButNotAtAbbreviations() {
    assertThat(english.sentences("Dr. Smith saw J. R. Brown. \"Why?\" He left!\nNo. 5 did, too."))
        .containsExactly(
            List.of("doctor", "smith", "saw", "j", "r", "brown"),
            List.of("why"),
            List.of("he", "left"),
            List.of("number", "five", "did", "too"));
    assertThat(english.sentences("\n \n...\n")).isEmpty();
  }

  @Test
  @Timeout(60)
  void wildInputTakesLinearTime() {
    for (String piece :
        List.of(
            "1,", "a.", "'", "9", "A", "$", "1/", "-", "@a", "a1", "Mr. ", "aA", "1-", "1:", "1 ",
            "www.", "X ", "St ", "Jan ", "#", "^2", ".com", "II ", "1.", "5'", "a@b.", "%",
            "\u00a0", "A&", "(", "é", "½", "1,1 ")) {
      assertThat(english.sentences(piece.repeat(100_000 / piece.length()))).isNotNull();
    }
  }

  @Test
  @Timeout(20)
  void readsAWordOfNothingButQuotesInNoTime() {
    String word = "a" + "'".repeat(100_000) + "a";
    assertThat(english.words(word)).hasSizeLessThan(3);
  }
}

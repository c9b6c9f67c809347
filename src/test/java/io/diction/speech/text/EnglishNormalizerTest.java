package io.diction.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishNormalizerTest {
  private static final Set<String> KNOWN =
      Set.of("nasa", "it's", "'tis", "o'clock", "newgate's", "com", "covid", "3cpo", "don't", "us");

  private final TextNormalizer english = TextNormalizer.of("en-US", KNOWN::contains);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Hello, World!                        | hello world
          “It’s fine” — don’t                  | it's fine don't
          'Tis the 'best'                      | 'tis the best
          In 1818 and 1905, 2000, 2005, 2016   | in eighteen eighteen and nineteen oh five two thousand two thousand five twenty sixteen
          1800                                 | eighteen hundred
          the 1990s, the '80s                  | the nineteen nineties the eighties
          12 men, 105 women, 1,234,567 others  | twelve men one hundred five women one million two hundred thirty four thousand five hundred sixty seven others
          21st 2nd 113th 40th                  | twenty first second one hundred thirteenth fortieth
          3.14 and .5 and -2.5                 | three point one four and zero point five and minus two point five
          $5 $1.50 $3.2 million £20            | five dollars one dollar and fifty cents three point two million dollars twenty pounds
          50% 12.5 %                           | fifty percent twelve point five percent
          5 km, 10kg, 1 lb, 500 mg             | five kilometers ten kilograms one pound five hundred milligrams
          98.6°F                               | ninety eight point six degrees fahrenheit
          June 29, 2016                        | june twenty ninth twenty sixteen
          3 May 1999                           | may third nineteen ninety nine
          2016-06-29                           | june twenty ninth twenty sixteen
          29/06/2016                           | june twenty ninth twenty sixteen
          at 3:05 p.m. or 10:00                | at three oh five p m or ten o'clock
          at 7am                               | at seven a m
          Mr. Smith and Dr. Jones on Elm St.   | mister smith and doctor jones on elm street
          St. Paul                             | saint paul
          No. 5, #7                            | number five number seven
          e.g. this, i.e. that, etc.           | for example this that is that et cetera
          NASA and IEEE and the U.S. CPUs      | nasa and i e e e and the u s c p u's
          3CPO, B2B, MP3, covid19              | 3cpo b two b m p three covid nineteen
          info@example.com                     | info at example dot com
          see www.example.com/a-b.             | see w w w dot example dot com slash a dash b
          1/2 and 3/4 and 2/3                  | one half and three quarters and two thirds
          ½ cup                                | one half cup
          10-20                                | ten to twenty
          555-1234                             | five five five one two three four
          007                                  | zero zero seven
          Q&A; 2 + 2 = 4                       | q and a two plus two equals four
          café naïve Bjørn                     | cafe naive bjorn
          well-known (really)                  | well known really
          THIS IS ALL IN CAPITALS              | this is all in capitals
          Newgate's                            | newgate's
          """)
  void writtenTextBecomesSpokenWords(String written, String spoken) {
    assertThat(String.join(" ", english.words(written))).isEqualTo(spoken);
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
  void wildInputComesToAnEnd() {
    for (String piece : List.of("1,", "a.", "'", "9", "A", "$", "1/", "-", "@a", "a1", "Mr. ")) {
      assertThat(english.sentences(piece.repeat(50_000 / piece.length()))).isNotNull();
    }
  }

  @Test
  @Timeout(20)
  void readsAWordOfNothingButQuotesInNoTime() {
    String word = "a" + "'".repeat(100_000) + "a";
    assertThat(english.words(word)).hasSizeLessThan(3);
  }
}

package io.diction.speech.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.diction.speech.text.LineCheck.Rule;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineCheckTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "see https://example.org/a for more        | WEB_ADDRESS         | 5  | https://example.org/a",
        "go to www.example.org                     | WEB_ADDRESS         | 7  | www.example.org",
        "that is sooooo nice                       | REPEATED_LETTERS    | 10 | ooooo",
        "stop!!!! now                              | REPEATED_MARKS      | 5  | !!!!",
        "it is very very Very very cold            | REPEATED_WORDS      | 7  | very",
        "he said w-w-what                          | STUTTER             | 9  | w-w-what",
        "I-I-I'm not sure                          | STUTTER             | 1  | I-I-I",
        "a \u202Eb\u202C                           | BIDI_CONTROL        | 3  | U+202E",
        "soft\u00ADhyphen                          | INVISIBLE_CHARACTER | 5  | U+00AD",
        "good \uD83D\uDE00 day                     | EMOJI               | 6  | '\uD83D\uDE00 U+1F600'",
        "a b\u043Etle of it                        | MIXED_SCRIPTS       | 3  | 'b\u043Etle'",
        "\uD83D\uDE00\uD83D\uDE00 see www.a.org     | WEB_ADDRESS         | 8  | www.a.org",
      })
  void namesThePlaceAndWhatIsThere(String line, Rule rule, int column, String what) {
    assertThat(LineCheck.of(line))
        .contains(new LineCheck.Found(rule, column, what))
        .filteredOn(found -> found.rule() != Rule.EMOJI || rule == Rule.EMOJI)
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The patient was seen at 8:30, wasn't she?",
        "In 10000 of 20000 cases, 5 5 5 5 5 was dialled.",
        "ha-ha-ha, bye-bye, so-so, cha-cha-cha",
        "a well-known e-mail, x-ray and T-shirt",
        "Wait... and then? \u201CYes\u201D \u2013 he\u2019s right.",
        "Stra\u00DFe, na\u00EFve, \u0141\u00F3d\u017A, \u00C5ngstr\u00F6m",
        "TNF\u03B1 and 5 \u03BCm of \u03B2-carotene",
        "\u043F\u0440\u0438\u0432\u0435\u0442 \u043C\u0438\u0440",
        "\u0915\u094D\u200D\u0937 \u0928\u092E\u0938\u094D\u0924\u0947",
        "no no no",
        "A-A-A batteries, W-W-W dot, I-I-I know",
        "\u0E44\u0E21\u0E48\u200B\u0E40\u0E1B\u0E47\u0E19 \u1780\u17B6\u200B\u1794\u17B6\u1793",
        "",
        "   "
      })
  void saysNothingAboutWhatPeopleWrite(String line) {
    assertThat(LineCheck.of(line)).isEmpty();
  }

  @Test
  void tellsALineThatIsLongerThanAnybodySpeaksWithoutAPause() {
    assertThat(LineCheck.of("a word ".repeat(1_000)))
        .containsExactly(new LineCheck.Found(Rule.LONG_LINE, 0, "7000"));
  }

  @Test
  void takesAwayOnlyWhatNobodySays() {
    assertThat(LineCheck.mend(Rule.EMOJI, "ok \uD83D\uDC4D\uD83C\uDFFD then")).contains("ok then");
    assertThat(LineCheck.mend(Rule.MIXED_SCRIPTS, "\u043C\u0438\u0440 d\u043Ese"))
        .contains("\u043C\u0438\u0440 dose");
    assertThat(LineCheck.mend(Rule.MIXED_SCRIPTS, "\u043C\u0438rr")).as("which one?").isEmpty();
    assertThat(LineCheck.mend(Rule.INVISIBLE_CHARACTER, "\u0915\u094D\u200D\u0937")).isEmpty();
    assertThat(LineCheck.mend(Rule.INVISIBLE_CHARACTER, "\u1780\u17B6\u200B\u1794 a\u200Bb"))
        .contains("\u1780\u17B6\u200B\u1794 ab");
    assertThat(LineCheck.mend(Rule.STUTTER, "A-A-A batteries")).as("spelled").isEmpty();
    assertThat(LineCheck.mend(Rule.WEB_ADDRESS, "see www.a.org")).isEmpty();
    assertThat(LineCheck.mend(Rule.REPEATED_WORDS, "no no no no")).isEmpty();
    assertThat(LineCheck.mend(Rule.STUTTER, "W-w-what? I-I-I'm here")).contains("what? I'm here");
  }

  /** Whatever is mended is mended for good, and no line takes long. */
  @Test
  void findsNothingAnyMoreInWhatItMended() {
    Random random = new Random(5);
    int[] signs =
        "aaab- -.!\u0430\u043E\u202E\u200B\uD83D\uDE00\uFE0F'1\u03B1w:/".codePoints().toArray();
    for (int round = 0; round < 3_000; round++) {
      String line =
          random
              .ints(random.nextInt(40), 0, signs.length)
              .mapToObj(at -> Character.toString(signs[at]))
              .collect(Collectors.joining());
      for (Rule rule : Rule.values()) {
        LineCheck.mend(rule, line)
            .ifPresent(
                mended ->
                    assertThat(LineCheck.mend(rule, mended)).as("%s of %s", rule, line).isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a-", "ab-", "www.", "http://", "a'", "!", "\u0430a", "no ", "\uD83D\uDE00"})
  void isNotSlowedDownByHostileLines(String piece) {
    String line = piece.repeat(100_000 / piece.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          var unused = LineCheck.of(line);
          for (Rule rule : Rule.values()) {
            unused = LineCheck.mend(rule, line).map(LineCheck::of).orElse(unused);
          }
        });
  }
}

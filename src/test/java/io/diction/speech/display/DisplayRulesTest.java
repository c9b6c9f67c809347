package io.diction.speech.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayRulesTest {
  private static DisplayWriter writer(DisplayRules rules) {
    return DisplayWriter.of(Locale.US, word -> false, DisplayModel.NONE, rules);
  }

  private static String shown(String pattern, String lexical) {
    DisplayRules rules = DisplayRules.parse(List.of("#itn", pattern));
    assertThat(rules.problems()).isEmpty();
    return writer(rules).writeWithoutPunctuation(lexical);
  }

  @Test
  void testsStopWhenTheyAreNoLongerWanted() {
    DisplayRules rules = DisplayRules.parse(List.of("#test", "two\tTwo", "three\tThree"));
    AtomicInteger asked = new AtomicInteger();
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean isCancelled() {
            return asked.incrementAndGet() > 1;
          }
        };

    assertThatThrownBy(() -> rules.run(writer(rules), cancelled))
        .isInstanceOf(CancelledException.class);
    assertThat(asked).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          cat-\\d ; a cat nine ; A cat-9
          JO:500 ; ask for j o five hundred ; Ask for JO:500
          JO:500 ; ask for jo five zero zero ; Ask for JO:500
          JO:\\d\\d\\d ; ask j o five double zero ; Ask JO:500
          (AXB|CXD)-[5-7]\\d? ; the a x b sixty ; The AXB-60
          (AXB|CXD)-[5-7]\\d? ; the c x d seven ; The CXD-7
          \\u\\u\\d+ ; flight l h four five six ; Flight LH456
          \\l-\\d ; part b nine ; Part b-9
          \\d\\d{to>-}\\d\\d ; twenty to thirty ; 20-30
          {please}go ; now please go ; Now go
          x(y)*z ; now x y y z ; Now xyyz

          """)
  void patternsSayWhatIsDisplayed(String pattern, String lexical, String display) {
    assertThat(shown(pattern, lexical)).isEqualTo(display);
  }

  @Test
  void rewritesTheLongestPhraseAndMasksWords() {
    DisplayRules rules =
        DisplayRules.parse(
            List.of(
                "\ufeff# rewrite",
                "end to end\tE2E",
                "to end\tTE",
                "1 star motors\t1 Star Motors",
                "#profanity",
                "fake word"));
    DisplayWriter writer = writer(rules);
    assertThat(writer.writeWithoutPunctuation("the End to end test")).isEqualTo("The E2E test");
    assertThat(writer.writeWithoutPunctuation("at one star motors")).isEqualTo("At 1 Star Motors");
    assertThat(writer.writeWithoutPunctuation("a fake word")).isEqualTo("A **** ****");
  }

  @Test
  void wrongLinesAreNamedAndTheOthersCount() {
    DisplayRules rules =
        DisplayRules.parse(
            List.of("cat", "#itn", "(a", "a)", "[", "+", "[9-0]", "-", "ok\\d", "#rewrite", "x"));
    assertThat(rules.problems())
        .extracting(DisplayRules.Problem::line)
        .containsExactly(1, 3, 4, 5, 6, 7, 8, 11);
    assertThat(rules.problems().get(1).reason()).contains("column").contains("not closed");
    assertThat(writer(rules).writeWithoutPunctuation("ok nine")).isEqualTo("ok9");
  }

  @Test
  void testsThatFailSayWhereAndWhy() {
    DisplayRules rules =
        DisplayRules.parse(List.of("#rewrite", "a b\tC", "#test", "a b\tC", "a b\tD"));
    List<DisplayRules.Outcome> outcomes = rules.run(writer(rules), Progress.NONE);
    assertThat(outcomes.get(0).passed()).isTrue();
    assertThat(outcomes.get(1).reason())
        .isEqualTo("line 5: expected \"D\", is \"C\"; they differ from character 1");
  }

  @Test
  @Timeout(60)
  void noPatternIsSlow() {
    for (String pattern :
        List.of(
            "((\\a*)*)*\\d",
            "(a|a)*(a|a)*(a|aa)*b",
            "(\\a?){99}\\d",
            "\\a?".repeat(300) + "\\d",
            "-?".repeat(300) + "x",
            "(((((x+)+)+)+)+)+y")) {
      DisplayRules rules = DisplayRules.parse(List.of("#itn", pattern));
      assertThat(writer(rules).writeWithoutPunctuation("a x ".repeat(2_000))).isNotEmpty();
    }
  }

  @Test
  void publishedRulesPassTheirOwnTests() throws IOException {
    DisplayRules rules =
        DisplayRules.parse(
            Files.readAllLines(
                Corpus.require(
                    "azure-custom-speech", "en-US-display-formatting", "display-format.txt")));
    assertThat(rules.problems()).isEmpty();
    assertThat(rules.run(writer(rules), Progress.NONE))
        .hasSize(20)
        .allSatisfy(outcome -> assertThat(outcome.reason()).isEmpty());
  }
}

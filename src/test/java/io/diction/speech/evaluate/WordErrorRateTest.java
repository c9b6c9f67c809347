package io.diction.speech.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.evaluate.Evaluation.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordErrorRateTest {

  @ParameterizedTest
  @CsvSource({
    "a b c, a b c, 0, 0, 0",
    "a b c, a x c, 1, 0, 0",
    "a b c, a c, 0, 1, 0",
    "a b c, a b x c, 0, 0, 1",
    "a b c, '', 0, 3, 0",
    "'', a b, 0, 0, 2",
    "a b, b a, 0, 1, 1", // two substitutions cost the same: fewest substitutions win
  })
  void countsErrorsOfTheBestAlignment(
      String reference, String hypothesis, int substitutions, int deletions, int insertions) {
    WordErrorRate errors =
        WordErrorRate.of(ScoringText.words(reference), ScoringText.words(hypothesis));
    assertThat(errors)
        .isEqualTo(
            new WordErrorRate(
                substitutions, deletions, insertions, ScoringText.words(reference).size()));
  }

  @Test
  void agreesWithThePlainDefinitionOnRandomTexts() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 2000; i++) {
      List<String> reference = randomWords(random);
      List<String> hypothesis = randomWords(random);
      int[] plain = plain(reference, hypothesis);
      WordErrorRate errors = WordErrorRate.of(reference, hypothesis);
      assertThat(
              new int[] {
                errors.errors(), errors.substitutions(), errors.deletions(), errors.insertions()
              })
          .as("%s / %s", reference, hypothesis)
          .containsExactly(plain);
      assertThat(errors.hits() + errors.substitutions() + errors.deletions())
          .isEqualTo(reference.size());
    }
  }

  private static List<String> randomWords(SplittableRandom random) {
    List<String> words = new ArrayList<>();
    for (int n = random.nextInt(9); n > 0; n--) {
      words.add(String.valueOf((char) ('a' + random.nextInt(4))));
    }
    return words;
  }

  /** Recursion over whole prefixes, comparing (errors, substitutions, deletions) in turn. */
  private static int[] plain(List<String> r, List<String> h) {
    int[][][] best = new int[r.size() + 1][h.size() + 1][];
    for (int i = 0; i <= r.size(); i++) {
      for (int j = 0; j <= h.size(); j++) {
        List<int[]> ways = new ArrayList<>();
        if (i == 0 && j == 0) {
          ways.add(new int[4]);
        }
        if (i > 0 && j > 0) {
          boolean same = r.get(i - 1).equals(h.get(j - 1));
          ways.add(sum(best[i - 1][j - 1], same ? new int[4] : new int[] {1, 1, 0, 0}));
        }
        if (i > 0) {
          ways.add(sum(best[i - 1][j], new int[] {1, 0, 1, 0}));
        }
        if (j > 0) {
          ways.add(sum(best[i][j - 1], new int[] {1, 0, 0, 1}));
        }
        best[i][j] = ways.stream().min(Arrays::compare).orElseThrow();
      }
    }
    return best[r.size()][h.size()];
  }

  private static int[] sum(int[] a, int[] b) {
    int[] sum = new int[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "It's 'quoted' -- well-known, it's quoted well known",
    "Don’t STOP!, don't stop",
    "' '' x', x",
    "Größe, größe"
  })
  void textIsComparedAsLowerCaseWords(String text, String words) {
    assertThat(ScoringText.words(text)).containsExactly(words.split(" "));
  }

  @Test
  void confusionsComeMostFrequentFirst() {
    Evaluation evaluation =
        new Evaluation(
            List.of(
                Scored.of("1", "the cat sat", "the cap sat"),
                Scored.of("2", "a cat", "a cap"),
                Scored.of("3", "so it is", "so is")));
    assertThat(evaluation.confusions(2))
        .containsExactly(
            new Evaluation.Confusion("cat", "cap", 2), new Evaluation.Confusion("it", "", 1));
    assertThat(evaluation.total()).isEqualTo(new WordErrorRate(2, 1, 0, 8));
    assertThat(evaluation.sentenceErrorRate()).isEqualTo(1);
  }

  @Test
  void bootstrapTellsARealDifferenceFromChance() {
    Evaluation perfect = evaluation(0);
    Evaluation bad = evaluation(2);
    Bootstrap.Comparison comparison = Bootstrap.compare(bad, perfect, 1);
    assertThat(comparison.isReal()).isTrue();
    assertThat(comparison.difference()).isNegative();
    assertThat(comparison.probabilityBetter()).isGreaterThan(0.99);
    assertThat(Bootstrap.compare(bad, bad, 1).isReal()).isFalse();
    assertThat(Bootstrap.interval(bad, 1).contains(bad.total().rate())).isTrue();
    assertThat(Bootstrap.interval(bad, 1)).isEqualTo(Bootstrap.interval(bad, 1));
  }

  @Test
  void oneUtteranceIsTooLittleToJudgeBy() {
    Evaluation bad = new Evaluation(List.of(Scored.of("1", "one two", "two")));
    Evaluation good = new Evaluation(List.of(Scored.of("1", "one two", "one two")));
    Bootstrap.Comparison comparison = Bootstrap.compare(bad, good, 1);

    assertThat(comparison.difference()).isNegative();
    assertThat(comparison.isReal()).isFalse();
    assertThat(comparison.verdict()).isEqualTo("too little to judge");
    assertThat(Bootstrap.interval(bad, 1).tells()).isFalse();
  }

  @Test
  void differentUtterancesCannotBeCompared() {
    Evaluation other = new Evaluation(List.of(Scored.of("x", "a", "a")));
    assertThatThrownBy(() -> Bootstrap.compare(evaluation(1), other, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Thirty utterances, every {@code wrong}th of them with one error; none for 0. */
  private static Evaluation evaluation(int wrong) {
    List<Scored> utterances = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      boolean error = wrong > 0 && i % wrong == 0;
      utterances.add(
          Scored.of("u" + i, "one two three four", error ? "one two four" : "one two three four"));
    }
    return new Evaluation(utterances);
  }
}

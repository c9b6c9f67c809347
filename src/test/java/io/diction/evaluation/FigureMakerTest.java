package io.diction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.evaluation.figures.FigureMaker;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.figures.Figures.Common;
import io.diction.evaluation.figures.Figures.Group;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestUtterance;
import io.diction.speech.Progress;
import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.Evaluation.Scored;
import io.diction.speech.evaluate.TermScore;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FigureMakerTest {
  private static final UUID RUN = new UUID(0, 1);
  private static final List<String> WORDS = List.of("a", "be", "sea", "dee", "he", "if", "gee");

  /** score.py's own recursion, word for word: (cost, substitutions, deletions, insertions). */
  private static int[] errors(List<String> ref, List<String> hyp) {
    int[][] row = new int[hyp.size() + 1][];
    for (int j = 0; j <= hyp.size(); j++) {
      row[j] = new int[] {j, 0, 0, j};
    }
    for (int i = 1; i <= ref.size(); i++) {
      int[][] next = new int[hyp.size() + 1][];
      next[0] = new int[] {i, 0, i, 0};
      for (int j = 1; j <= hyp.size(); j++) {
        int wrong = ref.get(i - 1).equals(hyp.get(j - 1)) ? 0 : 1;
        int[] best = plus(row[j - 1], wrong, wrong, 0, 0);
        best = less(best, plus(row[j], 1, 0, 1, 0));
        next[j] = less(best, plus(next[j - 1], 1, 0, 0, 1));
      }
      row = next;
    }
    return row[hyp.size()];
  }

  private static int[] plus(int[] one, int cost, int sub, int del, int ins) {
    return new int[] {one[0] + cost, one[1] + sub, one[2] + del, one[3] + ins};
  }

  private static int[] less(int[] one, int[] other) {
    return Arrays.compare(one, other) <= 0 ? one : other;
  }

  private static String sentence(Random random, int most) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i >= 0; i--) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return String.join(" ", words);
  }

  @Test
  void countsAsTheIndependentScorerDoesAndTellsTheCommandLinesIntervals() {
    Random random = new Random(7);
    List<TestUtterance> utterances = new ArrayList<>();
    List<TestHypothesis> base = new ArrayList<>();
    List<TestHypothesis> custom = new ArrayList<>();
    List<Scored> expectedBase = new ArrayList<>();
    List<Scored> expectedCustom = new ArrayList<>();
    int[] counted = new int[4];
    int words = 0;
    for (int number = 1; number <= 300; number++) {
      String said = sentence(random, 12);
      String one = sentence(random, 12);
      String other = random.nextInt(3) > 0 ? said : one;
      TestUtterance utterance = utterance(number, said, number % 2 == 0 ? "Ann" : "Ben", 25.0);
      utterances.add(utterance);
      base.add(EvaluationFixtures.hypothesis(number, 0, said, one));
      custom.add(EvaluationFixtures.hypothesis(number, 1, said, other));
      expectedBase.add(Scored.of(utterance.id(), said, one));
      expectedCustom.add(Scored.of(utterance.id(), said, other));
      int[] errors = errors(List.of(said.split(" ")), List.of(one.split(" ")));
      for (int i = 0; i < 4; i++) {
        counted[i] += errors[i];
      }
      words += said.split(" ").length;
    }

    Figures figures =
        new FigureMaker(utterances, List.of(base, custom), Map.of("sea dee", "C.D."), 0)
            .make(2, Progress.NONE);

    assertThat(figures.subject(0).errors())
        .isEqualTo(new WordErrorRate(counted[1], counted[2], counted[3], words));
    Evaluation before = new Evaluation(expectedBase);
    Evaluation after = new Evaluation(expectedCustom);
    assertThat(figures.subject(0).interval()).isEqualTo(Bootstrap.interval(before, 1));
    assertThat(figures.subject(1).against()).isEqualTo(Bootstrap.compare(before, after, 1));
    assertThat(figures.subject(1).terms()).isEqualTo(after.terms(List.of("sea dee")));
    assertThat(figures.written(figures.subject(1).terms().get(0))).isEqualTo("C.D.");
    assertThat(figures.subject(1).isRealDifference()).isTrue();
    assertThat(figures.subject(1).moreMinutes()).isZero();
    assertThat(figures.unreadable()).isEqualTo(2);
    assertThat(figures.subject(0).speakers().stream().mapToInt(Group::utterances))
        .containsOnly(150);
    assertThat(figures.subject(0).spread().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(300);
  }

  @Test
  void namesWhatIsConfusedMissedAndMadeUpWithUtterancesToLookAt() {
    List<TestUtterance> utterances =
        List.of(
            utterance(1, "the stent is in", "", null),
            utterance(2, "a stent", "", 9.5),
            utterance(3, "done", "", 35.0));
    List<TestHypothesis> heard =
        List.of(
            EvaluationFixtures.hypothesis(1, 0, "the stent is in", "the spent is"),
            EvaluationFixtures.hypothesis(2, 0, "a stent", "a spent"),
            EvaluationFixtures.hypothesis(3, 0, "done", "well done done"));

    Figures.OfSubject of =
        new FigureMaker(utterances, List.of(heard), Map.of("stent", "stent"), -1)
            .make(0, Progress.NONE)
            .subject(0);

    assertThat(of.confusions()).containsExactly(new Common("stent", "spent", 2, 0, List.of(1, 2)));
    assertThat(of.missed())
        .containsExactly(
            new Common("stent", "", 2, 2, List.of(1, 2)), new Common("in", "", 1, 1, List.of(1)));
    assertThat(of.unheard()).containsExactly(new Common("in", "", 1, 0, List.of(1)));
    assertThat(of.inserted())
        .containsExactlyInAnyOrder(
            new Common("", "done", 1, 1, List.of(3)), new Common("", "well", 1, 0, List.of(3)));
    assertThat(of.terms()).containsExactly(new TermScore("stent", 2, 0, 0));
    assertThat(of.noise().stream().map(Group::label)).containsExactly("under-10", "over-30", "");
    assertThat(of.speakers()).isEmpty();
    assertThat(of.against()).isNull();
    assertThat(of.spread()).containsExactly(0, 0, 0, 2, 0, 1);
  }

  /** Twice the width of an interval needs four times the data. */
  @Test
  void saysHowMuchMoreDataWouldTell() {
    var narrow = new Bootstrap.Comparison(-0.02, new Bootstrap.Interval(-0.04, 0), 0.9);
    var wide = new Bootstrap.Comparison(-0.02, new Bootstrap.Interval(-0.06, 0.02), 0.9);
    assertThat(narrow.timesTheData()).isCloseTo(2.04, within(0.01));
    assertThat(wide.timesTheData()).isCloseTo(4 * narrow.timesTheData(), within(1e-9));
    assertThat(new Bootstrap.Comparison(0, new Bootstrap.Interval(-0.1, 0.1), 0.5).timesTheData())
        .isInfinite();
    assertThat(new Bootstrap.Comparison(0, new Bootstrap.Interval(0, 0), 0).timesTheData()).isNaN();
  }

  private static TestUtterance utterance(
      int number, String said, String speaker, @Nullable Double snr) {
    return new TestUtterance(
        RUN,
        number,
        null,
        "a.wav",
        "00",
        0,
        null,
        said,
        speaker,
        16_000,
        2_000L,
        snr,
        TestUtterance.State.HEARD,
        "");
  }
}

package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.acoustic.PhoneSet.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionTreeTest {
  private static final int PHONES = 12;
  private static final double[] FLOORS = {1e-3, 1e-3};
  private static final DecisionTree.Question LEFT_VOWEL =
      new DecisionTree.Question(DecisionTree.Question.Side.LEFT, DecisionTree.set(1, 2, 3, 4));
  private static final DecisionTree.Question RIGHT_NASAL =
      new DecisionTree.Question(DecisionTree.Question.Side.RIGHT, DecisionTree.set(5, 6));
  private static final DecisionTree.Question AT_END =
      new DecisionTree.Question(
          DecisionTree.Question.Side.POSITION, DecisionTree.set(Position.END.ordinal()));

  private final Random random = new Random(3);

  /** A state whose mean is moved far by a vowel before it, less far by a nasal behind it. */
  private List<DecisionTree.Context> contexts(double byVowel, double byNasal) {
    List<DecisionTree.Context> contexts = new ArrayList<>();
    for (int left = 0; left < PHONES; left++) {
      for (int right = 0; right < PHONES; right++) {
        // One context is never heard.
        if (left == 2 && right == 6) {
          continue;
        }
        double mean = (LEFT_VOWEL.members().get(left) ? byVowel : 0);
        mean += RIGHT_NASAL.members().get(right) ? byNasal : 0;
        GaussianSums sums = new GaussianSums(2);
        for (int i = 0; i < 20; i++) {
          sums.add(
              new float[] {
                (float) (mean + random.nextGaussian()), (float) (random.nextGaussian() - mean)
              },
              0);
        }
        Position position = (left + right) % 3 == 0 ? Position.END : Position.INTERNAL;
        contexts.add(new DecisionTree.Context(left, right, position, sums));
      }
    }
    return contexts;
  }

  private static List<DecisionTree.Question> questions() {
    List<DecisionTree.Question> questions = new ArrayList<>(List.of(AT_END));
    for (int phone = 0; phone < PHONES; phone++) {
      questions.add(
          new DecisionTree.Question(DecisionTree.Question.Side.LEFT, DecisionTree.set(phone)));
      questions.add(
          new DecisionTree.Question(DecisionTree.Question.Side.RIGHT, DecisionTree.set(phone)));
      questions.add(
          new DecisionTree.Question(
              DecisionTree.Question.Side.LEFT, DecisionTree.set(phone, (phone + 1) % 12)));
    }
    questions.add(RIGHT_NASAL);
    questions.add(LEFT_VOWEL);
    return questions;
  }

  @Test
  void asksWhatTheSpeechDependsOn() {
    DecisionTree tree = DecisionTree.grow(contexts(4, 1.5), questions(), 50, 50, FLOORS);
    assertThat(DecisionTree.choose(List.of(tree), 4, 100)).isEqualTo(4);
    assertThat(tree.root().question()).isEqualTo(LEFT_VOWEL);
    DecisionTree.Node vowelAndNasal = tree.leaf(1, 5, Position.INTERNAL);
    assertThat(vowelAndNasal.sums().mean(0)).isBetween(5.3, 5.7);
    assertThat(tree.leaf(2, 6, Position.END)).as("never heard").isSameAs(vowelAndNasal);
    assertThat(tree.leaf(0, 5, Position.BEGIN).sums().mean(0)).isBetween(1.3, 1.7);
    assertThat(tree.leaf(0, 0, Position.BEGIN).tiedState()).isBetween(100, 103);
  }

  @Test
  void keepsTheSplitsOfTheHighestGainOverAllTrees() {
    DecisionTree strong = DecisionTree.grow(contexts(4, 1.5), questions(), 50, 50, FLOORS);
    DecisionTree weak = DecisionTree.grow(contexts(0.8, 0), questions(), 50, 50, FLOORS);
    assertThat(DecisionTree.choose(List.of(weak, strong), 4, 0)).isEqualTo(4);
    assertThat(weak.leaves()).hasSize(1);
    assertThat(strong.leaves()).extracting(DecisionTree.Node::tiedState).containsExactly(1, 2, 3);
  }

  @Test
  void isNotSplitByChance() {
    DecisionTree tree = DecisionTree.grow(contexts(0, 0), questions(), 50, 30, FLOORS);
    assertThat(tree.root().question()).isNull();
  }

  @Test
  void leavesHaveFramesEnough() {
    DecisionTree tree = DecisionTree.grow(contexts(4, 1.5), questions(), 500, 0, FLOORS);
    DecisionTree.choose(List.of(tree), 1000, 0);
    assertThat(tree.leaves()).allSatisfy(l -> assertThat(l.sums().count).isGreaterThan(499));
  }
}

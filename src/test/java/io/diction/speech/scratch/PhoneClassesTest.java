package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.acoustic.PhoneSet;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhoneClassesTest {
  private static final double[] FLOORS = {1e-3};

  private final PhoneSet phones = phones();

  private static PhoneSet phones() {
    PhoneSet.Builder builder = new PhoneSet.Builder(3, 21);
    builder.filler("SIL", 0, 1, 2);
    for (int phone = 1; phone < 7; phone++) {
      builder.phone("p" + phone, 3 * phone, 3 * phone + 1, 3 * phone + 2);
    }
    return builder.build();
  }

  /** Odd phones sound alike at their beginning, the first three at their end. */
  private static GaussianSums[][] sums() {
    Random random = new Random(1);
    GaussianSums[][] sums = new GaussianSums[7][3];
    for (int phone = 0; phone < 7; phone++) {
      double[] means = {phone % 2 == 1 ? 5 : -5, 0, phone <= 3 ? 5 : -5};
      for (int state = 0; state < 3; state++) {
        sums[phone][state] = new GaussianSums(1);
        for (int i = 0; i < 200; i++) {
          sums[phone][state].add(new float[] {(float) (means[state] + random.nextGaussian())}, 0);
        }
      }
    }
    return sums;
  }

  @Test
  void findsPhonesThatBeginAlikeAndThatEndAlike() {
    List<DecisionTree.Question> questions =
        PhoneClasses.questions(phones, sums(), List.of(), FLOORS);
    assertThat(questions)
        .contains(
            new DecisionTree.Question(DecisionTree.Question.Side.RIGHT, DecisionTree.set(1, 3, 5)),
            new DecisionTree.Question(DecisionTree.Question.Side.LEFT, DecisionTree.set(1, 2, 3)))
        .doesNotHaveDuplicates();
    assertThat(questions).as("silence is a neighbour").anyMatch(q -> q.members().get(0));
  }

  @Test
  void asksForGivenClassesToo() {
    BitSet given = DecisionTree.set(1, 6);
    List<DecisionTree.Question> questions =
        PhoneClasses.questions(phones, sums(), List.of(given), FLOORS);
    assertThat(questions)
        .contains(
            new DecisionTree.Question(DecisionTree.Question.Side.LEFT, given),
            new DecisionTree.Question(DecisionTree.Question.Side.RIGHT, given));
  }
}

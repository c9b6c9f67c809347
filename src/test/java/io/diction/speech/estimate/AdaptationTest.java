package io.diction.speech.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.Cholesky;
import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.estimate.LinearRegression.Strength;
import io.diction.speech.estimate.MaximumAPosteriori.Relevance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames drawn from a known model, against the model that they are to change. */
class AdaptationTest {
  private static final AcousticModel MODEL = SpeechModel.english().acousticModel();
  private static final int DIMENSION = 39;
  private static final float SHIFT = 3;
  private static final double LEAVE = Double.POSITIVE_INFINITY;

  @TempDir private Path folder;

  /** A speaker whose every mean is scaled, shifted and, in the first stream, turned a little. */
  private static AcousticModel speaker() {
    float[] means = MODEL.means().clone();
    for (int codebook = 0; codebook < MODEL.codebooks(); codebook++) {
      for (int k = 0; k < MODEL.densities(); k++) {
        int at = MODEL.offset(codebook, 0) + k * 13;
        float first = means[at];
        for (int d = 0; d < 13; d++) {
          means[at + d] = 0.85f * means[at + d] + SHIFT;
        }
        means[at + 1] += 0.3f * first;
      }
    }
    return MODEL.withGaussians(means, MODEL.variances());
  }

  /** Frames of random speech states, drawn from a model. */
  private static final class Drawn {
    private final float[] frames;
    private final int[] states;

    Drawn(AcousticModel model, int count, long seed) {
      Random random = new Random(seed);
      frames = new float[count * DIMENSION];
      states = new int[count];
      for (int frame = 0; frame < count; frame++) {
        states[frame] = random.nextInt(model.phones().tiedStates());
        int codebook = model.codebookOfState()[states[frame]];
        for (int stream = 0; stream < 3; stream++) {
          int k = density(model, (states[frame] * 3 + stream) * model.densities(), random);
          int at = model.offset(codebook, stream) + k * 13;
          for (int d = 0; d < 13; d++) {
            frames[frame * DIMENSION + stream * 13 + d] =
                (float)
                    (model.means()[at + d]
                        + Math.sqrt(model.variances()[at + d]) * random.nextGaussian());
          }
        }
      }
    }

    private static int density(AcousticModel model, int row, Random random) {
      double left = random.nextDouble();
      int k = 0;
      while (k < model.densities() - 1 && left >= model.weights()[row + k]) {
        left -= model.weights()[row + k++];
      }
      return k;
    }

    ModelStatistics statistics(AcousticModel model) {
      ModelStatistics statistics = new ModelStatistics(model);
      new StatisticsCollector(model).add(frames, states, states.length, statistics);
      return statistics;
    }
  }

  private static double perFrame(ModelStatistics statistics) {
    return statistics.logLikelihood() / statistics.frames();
  }

  /** Mean distance of all means of the first stream from the speaker's, in standard deviations. */
  private static double distance(AcousticModel model, AcousticModel speaker) {
    double sum = 0;
    double[] shares = RegressionTree.shares(MODEL);
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      int from = model.offset(codebook, 0);
      for (int i = from; i < from + 13 * model.densities(); i++) {
        sum +=
            shares[ModelStatistics.occupancyIndex(MODEL, codebook, 0, (i - from) / 13)]
                * Math.abs(model.means()[i] - speaker.means()[i])
                / Math.sqrt(speaker.variances()[i]);
      }
    }
    return sum / 13 / MODEL.codebooks();
  }

  @Test
  void regressionFindsTheTransformOfASpeaker() {
    AcousticModel speaker = speaker();
    Drawn drawn = new Drawn(speaker, 20_000, 1);
    AcousticModel adapted = MODEL;
    for (int pass = 0; pass < 3; pass++) {
      ModelStatistics statistics = drawn.statistics(adapted);
      adapted = LinearRegression.estimate(MODEL, statistics, new Strength(1000, LEAVE)).apply();
    }
    assertThat(distance(adapted, speaker)).isLessThan(0.25 * distance(MODEL, speaker));
    Drawn other = new Drawn(speaker, 2000, 2);
    double best = perFrame(other.statistics(speaker));
    double before = perFrame(other.statistics(MODEL));
    assertThat(perFrame(other.statistics(adapted))).isGreaterThan(best - 0.15 * (best - before));
    assertThat(adapted.variances()).isEqualTo(MODEL.variances());
  }

  @Test
  void littleSpeechMovesLittleAndNoneMovesNothing() {
    AcousticModel same =
        LinearRegression.estimate(MODEL, new ModelStatistics(MODEL), LinearRegression.DEFAULT)
            .apply();
    for (int i = 0; i < MODEL.means().length; i++) {
      assertThat(same.means()[i])
          .isCloseTo(MODEL.means()[i], within(1e-4f * (1 + Math.abs(MODEL.means()[i]))));
    }
    assertThat(same.variances()).isEqualTo(MODEL.variances());
    // Two seconds of the speaker the model knows already must not harm it.
    Drawn few = new Drawn(MODEL, 200, 3);
    AcousticModel adapted =
        LinearRegression.estimate(MODEL, few.statistics(MODEL), LinearRegression.DEFAULT).apply();
    Drawn other = new Drawn(MODEL, 2000, 4);
    assertThat(perFrame(other.statistics(adapted)))
        .isGreaterThan(perFrame(other.statistics(MODEL)) - 0.25);
  }

  @Test
  void variancesOfAClassAreScaledToTheSpeech() {
    float[] wider = MODEL.variances().clone();
    for (int i = 0; i < wider.length; i++) {
      wider[i] *= 1.8f;
    }
    AcousticModel speaker = MODEL.withGaussians(MODEL.means(), wider);
    Drawn drawn = new Drawn(speaker, 20_000, 5);
    AcousticModel adapted = MODEL;
    for (int pass = 0; pass < 3; pass++) {
      ModelStatistics statistics = drawn.statistics(adapted);
      adapted = LinearRegression.estimate(MODEL, statistics, LinearRegression.DEFAULT).apply();
    }
    double ratio = 0;
    for (int i = 0; i < wider.length; i++) {
      ratio += adapted.variances()[i] / MODEL.variances()[i] / wider.length;
    }
    assertThat(ratio).isBetween(1.4, 1.9);
    assertThat(perFrame(drawn.statistics(adapted)))
        .isGreaterThan(perFrame(drawn.statistics(MODEL)));
  }

  @Test
  void meansFollowTheWeightedFormulaAndUnseenGaussiansStay() {
    Drawn drawn = new Drawn(speaker(), 500, 6);
    ModelStatistics statistics = drawn.statistics(MODEL);
    AcousticModel adapted =
        MaximumAPosteriori.adapt(MODEL, statistics, new Relevance(5, LEAVE, LEAVE));
    int unseen = 0;
    for (int codebook = 0; codebook < MODEL.codebooks(); codebook++) {
      for (int k = 0; k < MODEL.densities(); k++) {
        double occupancy =
            statistics.occupancy(ModelStatistics.occupancyIndex(MODEL, codebook, 0, k));
        int at = MODEL.offset(codebook, 0) + k * 13;
        unseen += occupancy == 0 ? 1 : 0;
        assertThat(adapted.means()[at])
            .isCloseTo(
                (float) ((5 * MODEL.means()[at] + statistics.first(at)) / (5 + occupancy)),
                within(1e-5f));
      }
    }
    assertThat(unseen).isPositive();
    assertThat(adapted.weights()).isEqualTo(MODEL.weights());
    assertThat(adapted.variances()).isEqualTo(MODEL.variances());
  }

  @Test
  void mixturesStayDistributionsAndUnseenStatesStay() {
    Drawn drawn = new Drawn(speaker(), 500, 7);
    AcousticModel adapted =
        MaximumAPosteriori.adapt(MODEL, drawn.statistics(MODEL), new Relevance(5, 20, 10));
    boolean[] seen = new boolean[MODEL.phones().tiedStates()];
    Arrays.stream(drawn.states).forEach(state -> seen[state] = true);
    int block = 3 * MODEL.densities();
    for (int state = 0; state < seen.length; state++) {
      if (seen[state]) {
        double sum = 0;
        for (int i = state * block; i < (state + 1) * block; i++) {
          sum += adapted.weights()[i];
        }
        assertThat(sum).isCloseTo(3, within(1e-4));
      } else {
        assertThat(Arrays.copyOfRange(adapted.weights(), state * block, (state + 1) * block))
            .isEqualTo(Arrays.copyOfRange(MODEL.weights(), state * block, (state + 1) * block));
      }
    }
    for (float variance : adapted.variances()) {
      assertThat(variance).isPositive();
    }
    assertThat(perFrame(drawn.statistics(adapted)))
        .isGreaterThan(perFrame(drawn.statistics(MODEL)));
  }

  @Test
  void statisticsOfPartsAddUpAndSurviveAFile() throws IOException {
    Drawn one = new Drawn(MODEL, 300, 8);
    Drawn two = new Drawn(MODEL, 200, 9);
    ModelStatistics sum = one.statistics(MODEL);
    sum.add(two.statistics(MODEL));
    assertThat(sum.frames()).isEqualTo(500);
    double frames = 0;
    for (int codebook = 0; codebook < MODEL.codebooks(); codebook++) {
      for (int k = 0; k < MODEL.densities(); k++) {
        frames += sum.occupancy(ModelStatistics.occupancyIndex(MODEL, codebook, 1, k));
      }
    }
    assertThat(frames).isCloseTo(500, within(1e-6));
    Path file = folder.resolve("statistics");
    sum.write(file);
    ModelStatistics read = ModelStatistics.read(file, MODEL);
    assertThat(read.frames()).isEqualTo(sum.frames());
    assertThat(read.logLikelihood()).isEqualTo(sum.logLikelihood());
    assertThat(read.first).isEqualTo(sum.first);
    assertThat(read.second).isEqualTo(sum.second);
    assertThat(read.mixtures).isEqualTo(sum.mixtures);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelStatistics.read(file, MODEL)).isInstanceOf(FormatException.class);
  }

  @Test
  void phonesThatSoundAlikeShareAClass() {
    RegressionTree tree = RegressionTree.of(MODEL);
    assertThat(tree.nodes()).isEqualTo(2 * MODEL.codebooks() - 1);
    assertThat(tree.parents()[0]).isEqualTo(-1);
    for (int node = 1; node < tree.nodes(); node++) {
      assertThat(tree.parents()[node]).isBetween(0, node - 1);
    }
    assertThat(depthOfMeeting(tree, "IY", "IH")).isGreaterThan(depthOfMeeting(tree, "IY", "S"));
    assertThat(depthOfMeeting(tree, "S", "Z")).isGreaterThan(depthOfMeeting(tree, "S", "AA"));
    assertThat(depthOfMeeting(tree, "SIL", "AA")).isZero();
  }

  private static int depthOfMeeting(RegressionTree tree, String one, String other) {
    int a = tree.leafOfCodebook()[MODEL.phones().id(one)];
    int b = tree.leafOfCodebook()[MODEL.phones().id(other)];
    while (a != b) {
      if (a > b) {
        a = tree.parents()[a];
      } else {
        b = tree.parents()[b];
      }
    }
    int depth = 0;
    for (; a > 0; a = tree.parents()[a]) {
      depth++;
    }
    return depth;
  }

  @Test
  void systemsAreSolvedAndSingularOnesRefused() {
    double[] matrix = {4, 0, 0, 2, 5, 0, 1, 3, 6};
    double[] right = {4 + 4 + 3, 2 + 10 + 9, 1 + 6 + 18};
    assertThat(Cholesky.solve(matrix, right, 3)).isTrue();
    assertThat(right).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    assertThat(Cholesky.solve(new double[] {1, 0, 1, 1}, new double[] {1, 1}, 2)).isFalse();
    assertThat(Cholesky.solve(new double[] {0}, new double[] {1}, 1)).isFalse();
  }
}

package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.Progress;
import io.diction.speech.acoustic.AcousticModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixtureEstimatorTest {
  private static final int DIMENSION = SyntheticPhones.DIMENSION;
  private static final double DISTANCE = 3;

  @TempDir private Path folder;
  private final AcousticModel truth = SyntheticPhones.model(4);
  private final Segmentation[] paths = new Segmentation[200];
  private final double[] floors = new double[DIMENSION];

  /** Speech of two kinds of speakers: every second is higher in the first third of a frame. */
  @BeforeEach
  void speak() throws IOException {
    Arrays.fill(floors, 1e-3);
    Random random = new Random(5);
    try (FeatureSpool.Writer spool = new FeatureSpool.Writer(folder, DIMENSION)) {
      for (int i = 0; i < paths.length; i++) {
        paths[i] = SyntheticPhones.path(random, 0, 1 + i % 3, 1 + i / 3 % 3, 0);
        float[] features = SyntheticPhones.speak(truth, paths[i], random);
        for (int at = 0; i % 2 == 1 && at < features.length; at++) {
          features[at] += at % DIMENSION < DIMENSION / 3 ? (float) DISTANCE : 0;
        }
        spool.add("u%03d".formatted(i), features, SyntheticPhones.frames(paths[i]));
      }
    }
  }

  private static AcousticModel train(
      FeatureSpool spool, Segmentation[] paths, double[] floors, int threads) throws IOException {
    MixtureEstimator estimator = new MixtureEstimator(spool, paths, floors, threads);
    AcousticModel model =
        FlatStart.measure(spool, Progress.NONE)
            .model(SyntheticPhones.model(4).phones().names(), SyntheticPhones.model(4).features());
    MixtureEstimator.Estimate estimate = estimator.estimate(model, "", Progress.NONE);
    model = MixtureEstimator.split(estimate, 2, 20);
    double before = Double.NEGATIVE_INFINITY;
    for (int pass = 0; pass < 30; pass++) {
      estimate = estimator.estimate(model, "", Progress.NONE);
      assertThat(estimate.logProb()).isGreaterThan(before - 1e-6);
      before = estimate.logProb();
      model = estimate.model();
    }
    return model;
  }

  @Test
  void findsBothKindsOfSpeakersInEachState() throws IOException {
    try (FeatureSpool spool = FeatureSpool.open(folder)) {
      AcousticModel model = train(spool, paths, floors, 2);
      for (int state = 0; state < 12; state++) {
        float first = model.means()[2 * state * DIMENSION];
        float second = model.means()[(2 * state + 1) * DIMENSION];
        float low = truth.means()[state * DIMENSION];
        assertThat(Math.min(first, second)).isCloseTo(low, within(0.6f));
        assertThat(Math.max(first, second)).isCloseTo(low + (float) DISTANCE, within(0.6f));
        assertThat(model.variances()[2 * state * DIMENSION]).isBetween(0.5f, 1.6f);
      }
      assertThat(model.transitions()[0]).as("mean of 3.5 frames").isBetween(0.65f, 0.77f);
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws IOException {
    try (FeatureSpool spool = FeatureSpool.open(folder)) {
      AcousticModel one = train(spool, paths, floors, 1);
      AcousticModel three = train(spool, paths, floors, 3);
      assertThat(three.means()).isEqualTo(one.means());
      assertThat(three.variances()).isEqualTo(one.variances());
      assertThat(three.weights()).isEqualTo(one.weights());
      assertThat(three.transitions()).isEqualTo(one.transitions());
    }
  }

  @Test
  void segmentationsSurviveTheDisk() throws IOException {
    paths[3] = null;
    Segmentation.write(paths, folder.resolve("paths"));
    assertThat(Segmentation.read(folder.resolve("paths"))).isEqualTo(paths);
  }
}

package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trains phones without context from a {@link FlatStart}: Viterbi segmentation and re-estimation in
 * turns, with more Gaussians as it goes, choosing pronunciations and pauses by itself. At the end
 * utterances that do not sound like their transcripts are set aside.
 */
final class ContextIndependentTraining {
  /** Gaussians of a state, pass by pass. */
  private static final int[] GAUSSIANS = {1, 1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8};

  /** Passes at the end that take all speech; those before do with less. */
  private static final int PASSES_OVER_ALL = 2;

  /** Frames enough for the first passes: two hours. */
  private static final long ENOUGH_FRAMES = 720_000;

  /** Frames of each Gaussian after a split. */
  private static final double FEWEST_FRAMES = 50;

  /** From how many standard deviations above the median an utterance does not fit its words. */
  private static final double ODD_DEVIATIONS = 5;

  /** Mismatch in nats a frame below which an utterance is never odd. */
  private static final double ODD_LEAST = 1.0;

  private final FeatureSpool spool;

  /** [utterance][word][variant][i] phones. */
  private final int[][][][] words;

  private final List<String> phones;
  private final ScratchSettings settings;
  private final List<String> log = new ArrayList<>();

  /**
   * @param paths [utterance] {@code null} where it could not be aligned or is odd
   * @param odd utterances that do not sound like their transcript
   * @param log figures pass by pass
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Result(
      AcousticModel model,
      Segmentation[] paths,
      double[] varianceFloors,
      List<Integer> odd,
      List<String> log) {}

  ContextIndependentTraining(
      FeatureSpool spool, int[][][][] words, List<String> phones, ScratchSettings settings) {
    this.spool = spool;
    this.words = words;
    this.phones = phones;
    this.settings = settings;
  }

  Result run(Progress progress) throws IOException {
    FlatStart start = FlatStart.measure(spool, progress);
    double[] floors = start.varianceFloors(settings.varianceFloor());
    AcousticModel model = start.model(phones, settings.features());
    PhoneSet set = model.phones();
    int silence = set.silence();
    Segmentation[] paths = new Segmentation[spool.utterances()];
    FeatureSpool.Reader reader = spool.reader();
    for (int i = 0; i < paths.length; i++) {
      progress.checkCancelled();
      paths[i] =
          FlatStart.cut(words[i], silence, reader.read(i), spool.frames(i), spool.dimension());
    }
    MixtureEstimator.Estimate estimate =
        new MixtureEstimator(spool, paths, floors, settings.threads())
            .estimate(model, "flat start", progress.part(0, 0.04));
    Realignment realignment = new Realignment(spool, settings.threads());
    boolean[] first = subset();
    long frames = spool.totalFrames();
    int most = settings.gaussiansFor(frames, settings.tiedStatesFor(frames));
    for (int pass = 0; pass < GAUSSIANS.length; pass++) {
      Progress part =
          progress.part(
              0.04 + 0.86 * pass / GAUSSIANS.length, 0.04 + 0.86 * (pass + 1) / GAUSSIANS.length);
      model = estimate.model();
      int gaussians = Math.min(GAUSSIANS[pass], most);
      if (gaussians > model.densities()) {
        model = MixtureEstimator.split(estimate, gaussians, FEWEST_FRAMES);
      }
      boolean all = pass >= GAUSSIANS.length - PASSES_OVER_ALL;
      paths =
          realignment.align(
              model,
              i -> all || first[i] ? PhoneNetwork.ofWords(words[i], set) : null,
              "phones, pass " + (pass + 1),
              part.part(0, 0.7));
      estimate =
          new MixtureEstimator(spool, paths, floors, settings.threads())
              .estimate(model, "", part.part(0.7, 1));
      log.add(
          "phones, pass %d: %d Gaussians, %.3f nats a frame"
              .formatted(pass + 1, model.densities(), estimate.logProb()));
      progress.report(0.04 + 0.86 * (pass + 1) / GAUSSIANS.length, log.get(log.size() - 1));
    }
    List<Integer> odd = odd(estimate.model(), paths, progress.part(0.9, 0.96));
    for (int utterance : odd) {
      paths[utterance] = null;
    }
    estimate =
        new MixtureEstimator(spool, paths, floors, settings.threads())
            .estimate(estimate.model(), "phones, last pass", progress.part(0.96, 1));
    return new Result(estimate.model(), paths, floors, odd, log);
  }

  /** Utterances for the first passes: all, or two hours of them by chance. */
  private boolean[] subset() {
    boolean[] chosen = new boolean[spool.utterances()];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(settings.seed()));
    long frames = 0;
    for (int i : order) {
      chosen[i] = frames < ENOUGH_FRAMES;
      frames += spool.frames(i);
    }
    return chosen;
  }

  private List<Integer> odd(AcousticModel model, Segmentation[] paths, Progress progress)
      throws IOException {
    double[] mismatch =
        new Realignment(spool, settings.threads())
            .mismatch(model, paths, "comparing transcripts with speech", progress);
    double[] sorted = Arrays.stream(mismatch).filter(m -> !Double.isNaN(m)).sorted().toArray();
    List<Integer> odd = new ArrayList<>();
    if (sorted.length == 0) {
      return odd;
    }
    double median = sorted[sorted.length / 2];
    double[] distances = Arrays.stream(sorted).map(m -> Math.abs(m - median)).sorted().toArray();
    // The median distance of a normal distribution is 0.6745 standard deviations.
    double deviation = distances[distances.length / 2] / 0.6745;
    double threshold = Math.max(median + ODD_DEVIATIONS * deviation, ODD_LEAST);
    for (int i = 0; i < mismatch.length; i++) {
      if (mismatch[i] > threshold) {
        odd.add(i);
      }
    }
    return odd;
  }
}

package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.acoustic.AcousticModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains tied triphones of one Gaussian each to mixtures: segmentation and re-estimation in turns,
 * and in between each Gaussian with frames enough is split in two.
 */
final class TriphoneTraining {
  private static final int PASSES_PER_SPLIT = 2;

  private final FeatureSpool spool;
  private final double[] varianceFloors;
  private final ScratchSettings settings;
  private final List<String> log = new ArrayList<>();

  TriphoneTraining(FeatureSpool spool, double[] varianceFloors, ScratchSettings settings) {
    this.spool = spool;
    this.varianceFloors = varianceFloors;
    this.settings = settings;
  }

  /**
   * @param model tied triphones
   * @param paths [utterance] phones and pauses, which stay, and where they were heard, which moves
   * @param gaussians of a state at most, a power of two
   */
  AcousticModel run(AcousticModel model, Segmentation[] paths, int gaussians, Progress progress)
      throws IOException {
    int splits = Integer.numberOfTrailingZeros(Integer.highestOneBit(gaussians));
    int passes = PASSES_PER_SPLIT * (splits + 1) + 1;
    int densities = 1;
    Segmentation[] current = paths;
    Realignment realignment = new Realignment(spool, settings.threads());
    // The Gaussians of phones without context are kept: they may be more than triphones have now.
    AcousticModel next = model;
    for (int pass = 0; pass < passes; pass++) {
      Progress part = progress.part((double) pass / passes, (pass + 1.0) / passes);
      Segmentation[] before = current;
      AcousticModel using = next;
      Segmentation[] aligned =
          realignment.align(
              using,
              i -> before[i] == null ? null : PhoneNetwork.ofPath(before[i], using.phones()),
              "triphones, pass " + (pass + 1),
              part.part(0, 0.7));
      MixtureEstimator.Estimate estimate =
          new MixtureEstimator(spool, aligned, varianceFloors, settings.threads())
              .estimate(using, "", part.part(0.7, 1));
      log.add(
          "triphones, pass %d: %d Gaussians, %.3f nats a frame"
              .formatted(pass + 1, densities, estimate.logProb()));
      part.report(1, log.get(log.size() - 1));
      current = aligned;
      next = estimate.model();
      if (pass % PASSES_PER_SPLIT == PASSES_PER_SPLIT - 1 && densities < gaussians) {
        densities *= 2;
        next = MixtureEstimator.split(estimate, densities, settings.fewestFramesOfGaussian());
      }
    }
    return next;
  }

  /** Figures pass by pass. */
  List<String> log() {
    return log;
  }
}

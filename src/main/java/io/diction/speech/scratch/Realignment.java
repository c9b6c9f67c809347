package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.Workers;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Segments all utterances anew with a model. */
final class Realignment {
  private final FeatureSpool spool;
  private final int threads;

  Realignment(FeatureSpool spool, int threads) {
    this.spool = spool;
    this.threads = threads;
  }

  /** Gives the ways to speak an utterance, {@code null} to leave it out. */
  @FunctionalInterface
  interface Networks {
    @Nullable PhoneNetwork of(int utterance);
  }

  /** What a thread reuses. */
  private record Worker(FeatureSpool.Reader reader, MixtureScorer scorer, PathSearch search) {}

  /**
   * @return [utterance] {@code null} for those left out and those too short for their phones
   */
  Segmentation[] align(AcousticModel model, Networks networks, String message, Progress progress)
      throws IOException {
    Segmentation[] paths = new Segmentation[spool.utterances()];
    MixtureScorer scorer = new MixtureScorer(model);
    Workers.run(
        threads,
        paths.length,
        message,
        () -> worker(model, scorer),
        (worker, utterance) -> {
          PhoneNetwork network = networks.of(utterance);
          if (network != null) {
            paths[utterance] =
                worker
                    .search()
                    .find(
                        network,
                        worker.reader().read(utterance),
                        spool.frames(utterance),
                        spool.dimension());
          }
        },
        progress);
    return paths;
  }

  private Worker worker(AcousticModel model, MixtureScorer shared) {
    MixtureScorer scorer = shared.copy();
    return new Worker(spool.reader(), scorer, new PathSearch(model, scorer));
  }

  /**
   * How much worse the frames of each utterance fit the states they were given than the best of all
   * states, in nats a frame. Speaker and noise touch both alike, a wrong transcript only the
   * former.
   *
   * @param model of phones without context
   * @return [utterance] NaN for those left out
   */
  double[] mismatch(AcousticModel model, Segmentation[] paths, String message, Progress progress)
      throws IOException {
    double[] mismatch = new double[paths.length];
    MixtureScorer shared = new MixtureScorer(model);
    Workers.run(
        threads,
        paths.length,
        message,
        () -> worker(model, shared),
        (worker, utterance) -> {
          Segmentation path = paths[utterance];
          mismatch[utterance] =
              path == null
                  ? Double.NaN
                  : mismatch(
                      model.phones(), path, worker.reader().read(utterance), worker.scorer());
        },
        progress);
    return mismatch;
  }

  private double mismatch(PhoneSet set, Segmentation path, float[] features, MixtureScorer scorer) {
    double sum = 0;
    int spoken = 0;
    int frame = 0;
    for (int place = 0; place < path.size(); place++) {
      int row = path.sequence(place, set);
      for (int state = 0; state < Segmentation.STATES; state++) {
        int tied = set.tiedState(row, state);
        int end = frame + path.frames()[place * Segmentation.STATES + state];
        for (; frame < end; frame++) {
          scorer.frame(features, frame * spool.dimension());
          float best = scorer.best(tied);
          float given = best;
          for (int other = 0; other < scorer.states(); other++) {
            best = Math.max(best, scorer.best(other));
          }
          if (!set.isFiller(path.phone(place))) {
            sum += best - given;
            spoken++;
          }
        }
      }
    }
    return spoken == 0 ? 0 : sum / spoken;
  }
}

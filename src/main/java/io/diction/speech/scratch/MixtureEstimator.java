package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.Workers;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import java.io.IOException;
import java.util.Arrays;

/**
 * Re-estimates the Gaussians, weights and transitions of a continuous model from segmented speech
 * (one step of expectation and maximisation, with the states given), and splits Gaussians.
 *
 * <p>A task is one phone with all its tied states and reads that phone's frames alone, in the order
 * of the utterances: memory does not depend on the amount of speech, and the sums not on the number
 * of threads.
 */
final class MixtureEstimator {
  private static final int STATES = Segmentation.STATES;

  /** Frames below which a Gaussian keeps its mean and variance. */
  private static final double FEWEST_FRAMES = 5;

  /** Half the distance of the two Gaussians that one is split into, in standard deviations. */
  private static final double SPLIT = 0.2;

  private static final double WEIGHT_FLOOR = 1e-3;
  private static final double SHORTEST_STAY = 0.02;

  private final FeatureSpool spool;
  private final Segmentation[] segmentations;
  private final double[] varianceFloors;
  private final int threads;

  /**
   * A model and how well it fits.
   *
   * @param occupancy [tied state] frames
   * @param logProb mean of ln p(frame | state) over all frames, by the model before
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Estimate(AcousticModel model, double[] occupancy, double logProb, long frames) {}

  /**
   * @param segmentations of each utterance of the spool, {@code null} for those left out
   * @param varianceFloors [d]
   */
  MixtureEstimator(
      FeatureSpool spool, Segmentation[] segmentations, double[] varianceFloors, int threads) {
    this.spool = spool;
    this.segmentations = segmentations;
    this.varianceFloors = varianceFloors;
    this.threads = threads;
  }

  /** What a thread reuses. */
  private static final class Worker {
    private final FeatureSpool.Reader reader;
    private final MixtureScorer scorer;
    private final double[] posteriors;

    Worker(FeatureSpool spool, MixtureScorer scorer, int densities) {
      reader = spool.reader();
      this.scorer = scorer;
      posteriors = new double[densities];
    }
  }

  /** One pass over the speech. */
  Estimate estimate(AcousticModel model, String message, Progress progress) throws IOException {
    MixtureScorer scorer = new MixtureScorer(model);
    float[] means = model.means().clone();
    float[] variances = model.variances().clone();
    float[] weights = model.weights().clone();
    float[] transitions = model.transitions().clone();
    double[] occupancy = new double[model.phones().tiedStates()];
    double[] logProbs = new double[model.phones().size()];
    Workers.run(
        threads,
        model.phones().size(),
        message,
        () -> new Worker(spool, scorer.copy(), model.densities()),
        (worker, phone) -> {
          PhoneStatistics statistics = new PhoneStatistics(model, phone);
          collect(statistics, worker, progress);
          logProbs[phone] = statistics.logProb;
          statistics.writeGaussians(means, variances, weights, varianceFloors, occupancy);
          statistics.writeTransitions(transitions);
        },
        progress);
    double logProb = Arrays.stream(logProbs).sum();
    double frames = Arrays.stream(occupancy).sum();
    AcousticModel next =
        new AcousticModel(
            model.phones(),
            model.features(),
            model.codebooks(),
            model.densities(),
            model.streamLengths(),
            means,
            variances,
            weights,
            transitions,
            model.codebookOfState());
    return new Estimate(next, occupancy, logProb / Math.max(1, frames), (long) frames);
  }

  private void collect(PhoneStatistics statistics, Worker worker, Progress progress)
      throws IOException {
    PhoneSet set = statistics.set;
    for (int utterance = 0; utterance < segmentations.length; utterance++) {
      Segmentation path = segmentations[utterance];
      if (path == null) {
        continue;
      }
      progress.checkCancelled();
      int frame = 0;
      for (int place = 0; place < path.size(); place++) {
        int length = path.length(place);
        if (path.phone(place) == statistics.phone) {
          float[] features = worker.reader.read(utterance, frame, length);
          statistics.add(path, place, path.sequence(place, set), features, worker);
        }
        frame += length;
      }
    }
  }

  /** The sums of one phone's tied states. */
  private static final class PhoneStatistics {
    private final AcousticModel model;
    private final PhoneSet set;
    private final int phone;
    private final int dimension;
    private final int densities;

    /** [tied state] its place in the arrays below, -1 for those of other phones. */
    private final int[] placeOf;

    private final int[] states;
    private final double[] occupancy;
    private final double[] sums;
    private final double[] squares;
    private final long[] visits = new long[STATES];
    private final long[] frames = new long[STATES];
    private double logProb;

    PhoneStatistics(AcousticModel model, int phone) {
      this.model = model;
      set = model.phones();
      this.phone = phone;
      dimension = model.streamLengths()[0];
      densities = model.densities();
      placeOf = new int[set.tiedStates()];
      int count = 0;
      for (int state = 0; state < placeOf.length; state++) {
        placeOf[state] = set.phoneOfTiedState(state) == phone ? count++ : -1;
      }
      states = new int[count];
      for (int state = 0; state < placeOf.length; state++) {
        if (placeOf[state] >= 0) {
          states[placeOf[state]] = state;
        }
      }
      occupancy = new double[count * densities];
      sums = new double[count * densities * dimension];
      squares = new double[count * densities * dimension];
    }

    void add(Segmentation path, int place, int row, float[] features, Worker worker) {
      int at = 0;
      for (int state = 0; state < STATES; state++) {
        int tied = set.tiedState(row, state);
        int count = path.frames()[STATES * place + state];
        for (int i = 0; i < count; i++) {
          worker.scorer.frame(features, at);
          logProb += worker.scorer.posteriors(tied, worker.posteriors);
          addFrame(placeOf[tied] * densities, worker.posteriors, features, at);
          at += dimension;
        }
        visits[state]++;
        frames[state] += count;
      }
    }

    private void addFrame(int first, double[] posteriors, float[] features, int at) {
      for (int k = 0; k < densities; k++) {
        double share = posteriors[k];
        if (share < 1e-4) {
          continue;
        }
        occupancy[first + k] += share;
        int row = (first + k) * dimension;
        for (int d = 0; d < dimension; d++) {
          double x = features[at + d];
          sums[row + d] += share * x;
          squares[row + d] += share * x * x;
        }
      }
    }

    void writeGaussians(
        float[] means, float[] variances, float[] weights, double[] floors, double[] total) {
      for (int place = 0; place < states.length; place++) {
        int state = states[place];
        double heard = 0;
        for (int k = 0; k < densities; k++) {
          heard += occupancy[place * densities + k];
        }
        total[state] = heard;
        if (heard < FEWEST_FRAMES) {
          continue;
        }
        for (int k = 0; k < densities; k++) {
          int row = state * densities + k;
          double share = occupancy[place * densities + k];
          boolean used = model.weights()[row] > MixtureScorer.NO_WEIGHT;
          weights[row] = used ? (float) Math.max(share / heard, WEIGHT_FLOOR) : weights[row];
          if (share < FEWEST_FRAMES) {
            continue;
          }
          for (int d = 0; d < dimension; d++) {
            int from = (place * densities + k) * dimension + d;
            double mean = sums[from] / share;
            means[row * dimension + d] = (float) mean;
            variances[row * dimension + d] =
                (float) Math.max(squares[from] / share - mean * mean, floors[d]);
          }
        }
        normalise(weights, state * densities, densities);
      }
    }

    void writeTransitions(float[] transitions) {
      for (int state = 0; state < STATES; state++) {
        if (visits[state] == 0) {
          continue;
        }
        double leave = (double) visits[state] / frames[state];
        leave = Math.max(SHORTEST_STAY, Math.min(1 - SHORTEST_STAY, leave));
        int row = (phone * STATES + state) * (STATES + 1) + state;
        transitions[row] = (float) (1 - leave);
        transitions[row + 1] = (float) leave;
      }
    }
  }

  static void normalise(float[] weights, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += weights[i];
    }
    for (int i = from; i < from + count; i++) {
      weights[i] = (float) (weights[i] / sum);
    }
  }

  /**
   * Gives the tied states more Gaussians: the heaviest is split in two until there are enough or
   * each has too few frames to be split.
   *
   * @param estimate the model, and how many frames its states have
   * @param wanted Gaussians of a state at most; one that has more keeps them
   * @param fewestFrames of each Gaussian after a split
   */
  static AcousticModel split(Estimate estimate, int wanted, double fewestFrames) {
    AcousticModel model = estimate.model();
    int dimension = model.streamLengths()[0];
    int before = model.densities();
    int densities = Math.max(before, wanted);
    int states = model.phones().tiedStates();
    float[] means = new float[states * densities * dimension];
    float[] variances = new float[means.length];
    float[] weights = new float[states * densities];
    for (int state = 0; state < states; state++) {
      int row = state * densities;
      int used = 0;
      for (int k = 0; k < before; k++) {
        int from = (state * before + k) * dimension;
        System.arraycopy(model.means(), from, means, (row + k) * dimension, dimension);
        System.arraycopy(model.variances(), from, variances, (row + k) * dimension, dimension);
        weights[row + k] = model.weights()[state * before + k];
        used += weights[row + k] > MixtureScorer.NO_WEIGHT ? 1 : 0;
      }
      while (used < wanted) {
        int heaviest = row;
        for (int k = row; k < row + used; k++) {
          heaviest = weights[k] > weights[heaviest] ? k : heaviest;
        }
        if (estimate.occupancy()[state] * weights[heaviest] < 2 * fewestFrames) {
          break;
        }
        split(means, variances, weights, heaviest, row + used, dimension);
        used++;
      }
      for (int k = row + used; k < row + densities; k++) {
        // A place holder: the same Gaussian again, without weight.
        System.arraycopy(means, row * dimension, means, k * dimension, dimension);
        System.arraycopy(variances, row * dimension, variances, k * dimension, dimension);
        weights[k] = 1e-7f;
      }
      normalise(weights, row, densities);
    }
    return new AcousticModel(
        model.phones(),
        model.features(),
        model.codebooks(),
        densities,
        model.streamLengths(),
        means,
        variances,
        weights,
        model.transitions(),
        model.codebookOfState());
  }

  private static void split(
      float[] means, float[] variances, float[] weights, int from, int to, int dimension) {
    weights[from] /= 2;
    weights[to] = weights[from];
    for (int d = 0; d < dimension; d++) {
      float variance = variances[from * dimension + d];
      float distance = (float) (SPLIT * Math.sqrt(variance));
      variances[to * dimension + d] = variance;
      means[to * dimension + d] = means[from * dimension + d] + distance;
      means[from * dimension + d] -= distance;
    }
  }
}

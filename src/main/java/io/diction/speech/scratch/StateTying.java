package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.Workers;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Makes a model of triphones out of one of phones without context: gathers the frames of every
 * triphone by the given segmentation, grows a {@link DecisionTree} for each state of each phone,
 * and gives each leaf one Gaussian. Every triphone has its states, heard or not.
 */
final class StateTying {
  private static final int STATES = Segmentation.STATES;

  private final AcousticModel model;
  private final PhoneSet set;
  private final FeatureSpool spool;
  private final Segmentation[] segmentations;
  private final double[] floors;
  private final int threads;

  /**
   * A model of triphones.
   *
   * @param contexts triphones heard, the position in the word counted in
   * @param questions asked of them
   */
  record Tied(AcousticModel model, int contexts, int questions) {}

  /**
   * @param model of phones without context; its phones and their Gaussians are kept
   * @param floors [d] smallest variances
   */
  StateTying(
      AcousticModel model,
      FeatureSpool spool,
      Segmentation[] segmentations,
      double[] floors,
      int threads) {
    this.model = model;
    set = model.phones();
    this.spool = spool;
    this.segmentations = segmentations;
    this.floors = floors;
    this.threads = threads;
  }

  /**
   * @param given classes of phones that somebody knows, in addition to those found
   * @param leaves tied states of triphones, at most
   * @param fewestFrames of each of them
   * @param smallestGain of a split, nats
   */
  Tied tie(
      List<BitSet> given, int leaves, double fewestFrames, double smallestGain, Progress progress)
      throws IOException {
    GaussianSums[][] totals = new GaussianSums[set.size()][];
    Workers.run(
        threads,
        set.size(),
        "classes of phones",
        spool::reader,
        (reader, phone) -> totals[phone] = collect(reader, phone, progress).total(),
        progress.part(0, 0.3));
    List<DecisionTree.Question> questions = PhoneClasses.questions(set, totals, given, floors);
    DecisionTree[] trees = new DecisionTree[set.size() * STATES];
    int[] contexts = new int[set.size()];
    Workers.run(
        threads,
        set.size(),
        "decision trees",
        spool::reader,
        (reader, phone) -> {
          if (!set.isFiller(phone)) {
            ContextSums sums = collect(reader, phone, progress);
            contexts[phone] = sums.size();
            for (int state = 0; state < STATES; state++) {
              progress.checkCancelled();
              trees[phone * STATES + state] =
                  DecisionTree.grow(
                      sums.contexts(state), questions, fewestFrames, smallestGain, floors);
            }
          }
        },
        progress.part(0.3, 0.9));
    List<DecisionTree> grown = Arrays.stream(trees).filter(tree -> tree != null).toList();
    int first = set.size() * STATES;
    int count = DecisionTree.choose(grown, leaves, first);
    progress.report(0.95, count + " tied states");
    return new Tied(
        model(trees, grown, first + count), Arrays.stream(contexts).sum(), questions.size());
  }

  private ContextSums collect(FeatureSpool.Reader reader, int phone, Progress progress)
      throws IOException {
    return ContextSums.collect(segmentations, reader, spool.dimension(), set, phone, progress);
  }

  private AcousticModel model(DecisionTree[] trees, List<DecisionTree> grown, int states) {
    int dimension = spool.dimension();
    int densities = model.densities();
    int gaussian = densities * dimension;
    float[] means = Arrays.copyOf(model.means(), states * gaussian);
    float[] variances = Arrays.copyOf(model.variances(), means.length);
    float[] weights = Arrays.copyOf(model.weights(), states * densities);
    int[] codebooks = new int[states];
    for (int state = 0; state < states; state++) {
      codebooks[state] = state;
    }
    for (DecisionTree tree : grown) {
      for (DecisionTree.Node leaf : tree.leaves()) {
        int state = leaf.tiedState();
        for (int k = 0; k < densities; k++) {
          for (int d = 0; d < dimension; d++) {
            means[state * gaussian + k * dimension + d] = (float) leaf.sums().mean(d);
            variances[state * gaussian + k * dimension + d] =
                (float) leaf.sums().variance(d, floors[d]);
          }
          weights[state * densities + k] = k == 0 ? 1 : 1e-7f;
        }
      }
    }
    return new AcousticModel(
        phones(trees, states),
        model.features(),
        states,
        densities,
        model.streamLengths(),
        means,
        variances,
        weights,
        model.transitions(),
        codebooks);
  }

  /**
   * All triphones. One at the begin of a word is always named; at another position only when its
   * states differ, since a triphone unknown at a position is looked up at the begin of a word
   * first.
   */
  private PhoneSet phones(DecisionTree[] trees, int states) {
    PhoneSet.Builder builder = new PhoneSet.Builder(STATES, states);
    for (int phone = 0; phone < set.size(); phone++) {
      int row = set.contextFree(phone);
      int[] tied = new int[STATES];
      for (int state = 0; state < STATES; state++) {
        tied[state] = set.tiedState(row, state);
      }
      if (set.isFiller(phone)) {
        builder.filler(set.names().get(phone), tied);
      } else {
        builder.phone(set.names().get(phone), tied);
      }
    }
    int[] neighbours = neighbours();
    for (int phone = 0; phone < set.size(); phone++) {
      if (set.isFiller(phone)) {
        continue;
      }
      for (int left : neighbours) {
        for (int right : neighbours) {
          int[] first = states(trees, phone, left, right, Position.BEGIN);
          builder.triphone(phone, left, right, Position.BEGIN, first);
          for (Position position : Position.values()) {
            int[] other = states(trees, phone, left, right, position);
            if (!Arrays.equals(first, other)) {
              builder.triphone(phone, left, right, position, other);
            }
          }
        }
      }
    }
    return builder.build();
  }

  /** Phones that can stand beside others: those of words, and silence for all noises. */
  private int[] neighbours() {
    List<Integer> found = new ArrayList<>();
    for (int phone = 0; phone < set.size(); phone++) {
      if (!set.isFiller(phone) || phone == set.silence()) {
        found.add(phone);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] states(
      DecisionTree[] trees, int phone, int left, int right, Position position) {
    int[] states = new int[STATES];
    for (int state = 0; state < STATES; state++) {
      states[state] = trees[phone * STATES + state].leaf(left, right, position).tiedState();
    }
    return states;
  }
}

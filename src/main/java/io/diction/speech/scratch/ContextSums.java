package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The frames of one phone, by the context in which it was heard and by state. */
final class ContextSums {
  private static final int STATES = Segmentation.STATES;

  /** In the order of the contexts' numbers. */
  private final Map<Integer, GaussianSums[]> byContext = new TreeMap<>();

  private final int dimension;
  private final PhoneSet set;

  private ContextSums(PhoneSet set, int dimension) {
    this.set = set;
    this.dimension = dimension;
  }

  /** Gathers the frames of one phone, in the order of the utterances. */
  static ContextSums collect(
      Segmentation[] segmentations,
      FeatureSpool.Reader reader,
      int dimension,
      PhoneSet set,
      int phone,
      Progress progress)
      throws IOException {
    ContextSums collected = new ContextSums(set, dimension);
    for (int utterance = 0; utterance < segmentations.length; utterance++) {
      Segmentation path = segmentations[utterance];
      if (path == null) {
        continue;
      }
      progress.checkCancelled();
      int frame = 0;
      for (int place = 0; place < path.size(); place++) {
        int length = path.length(place);
        if (path.phone(place) == phone) {
          collected.add(path, place, reader.read(utterance, frame, length));
        }
        frame += length;
      }
    }
    return collected;
  }

  private void add(Segmentation path, int place, float[] features) {
    int context =
        (path.position(place).ordinal() * set.size() + path.left(place, set)) * set.size()
            + path.right(place, set);
    GaussianSums[] sums = byContext.computeIfAbsent(context, c -> states());
    int at = 0;
    for (int state = 0; state < STATES; state++) {
      for (int i = 0; i < path.frames()[STATES * place + state]; i++) {
        sums[state].add(features, at);
        at += dimension;
      }
    }
  }

  private GaussianSums[] states() {
    GaussianSums[] sums = new GaussianSums[STATES];
    for (int state = 0; state < STATES; state++) {
      sums[state] = new GaussianSums(dimension);
    }
    return sums;
  }

  /** [state] all frames of the phone. */
  GaussianSums[] total() {
    GaussianSums[] total = states();
    for (GaussianSums[] each : byContext.values()) {
      for (int state = 0; state < STATES; state++) {
        total[state].add(each[state]);
      }
    }
    return total;
  }

  /** Contexts in which the phone was heard. */
  int size() {
    return byContext.size();
  }

  /** One state's frames by context. */
  List<DecisionTree.Context> contexts(int state) {
    List<DecisionTree.Context> contexts = new ArrayList<>();
    Position[] positions = Position.values();
    byContext.forEach(
        (context, sums) ->
            contexts.add(
                new DecisionTree.Context(
                    context / set.size() % set.size(),
                    context % set.size(),
                    positions[context / set.size() / set.size()],
                    sums[state])));
    return contexts;
  }
}

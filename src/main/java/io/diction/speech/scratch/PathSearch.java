package io.diction.speech.scratch;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best way through a {@link PhoneNetwork} by the Viterbi algorithm with a beam, which is
 * widened when no path survives it. For one thread, reused from utterance to utterance; its memory
 * grows to the largest utterance.
 */
final class PathSearch {
  private static final int STATES = Segmentation.STATES;
  private static final float NEVER = Float.NEGATIVE_INFINITY;

  /** Bounds memory; forty seconds of quick speech need less than half. */
  private static final long MOST_CELLS = 1L << 25;

  /** How far below the best a path may fall, in nats, at the first, second and third trial. */
  private static final float[] BEAMS = {250, 1500, Float.POSITIVE_INFINITY};

  /** In {@link #from}: the path stayed, or came from the state before or from outside. */
  private static final int STAYED = 0;

  private static final int STEPPED = 1;
  private static final int ENTERED = 2;

  private final PhoneSet set;
  private final MixtureScorer scorer;

  /** [phone * 6 + 2 * state] ln of staying and of leaving. */
  private final float[] transitions;

  private float[] scores = new float[0];
  private float[] next = new float[0];

  /** [frame * places * STATES + place * STATES + state] how the best path came there. */
  private char[] from = new char[0];

  private double total;

  /**
   * @param model continuous, of one stream, its phones left to right without skips
   * @param scorer of the same model, this search's own
   */
  PathSearch(AcousticModel model, MixtureScorer scorer) {
    set = model.phones();
    this.scorer = scorer;
    transitions = new float[set.size() * 2 * STATES];
    for (int phone = 0; phone < set.size(); phone++) {
      for (int state = 0; state < STATES; state++) {
        int row = (phone * STATES + state) * (STATES + 1);
        for (int i = 0; i < 2; i++) {
          transitions[2 * (phone * STATES + state) + i] =
              (float) StrictMath.log(model.transitions()[row + state + i]);
        }
      }
    }
  }

  /**
   * The most probable segmentation.
   *
   * @param features [frame * dimension + d]
   * @return {@code null} when the utterance is too short for any path, or so full of words that it
   *     must be
   */
  @Nullable Segmentation find(PhoneNetwork network, float[] features, int frames, int dimension) {
    int width = network.size() * STATES;
    if ((long) frames * width > MOST_CELLS) {
      return null;
    }
    if (from.length < frames * width) {
      from = new char[frames * width];
    }
    if (scores.length < width) {
      scores = new float[width];
      next = new float[width];
    }
    for (float beam : BEAMS) {
      int end = search(network, features, frames, dimension, beam);
      if (end >= 0) {
        return trace(network, frames, end);
      }
    }
    return null;
  }

  /** ln p of the path found last. */
  double logProb() {
    return total;
  }

  private int search(
      PhoneNetwork network, float[] features, int frames, int dimension, float beam) {
    int width = network.size() * STATES;
    Arrays.fill(scores, 0, width, NEVER);
    for (int frame = 0; frame < frames; frame++) {
      scorer.frame(features, frame * dimension);
      float best = NEVER;
      for (int place = 0; place < network.size(); place++) {
        best = Math.max(best, step(network, place, frame, width));
      }
      if (best == NEVER) {
        return -1;
      }
      float threshold = best - beam;
      for (int i = 0; i < width; i++) {
        scores[i] = next[i] < threshold ? NEVER : next[i];
      }
    }
    int end = -1;
    float best = NEVER;
    for (int exit : network.exits()) {
      float score = exit < 0 ? NEVER : leaving(network, exit);
      if (score > best) {
        best = score;
        end = exit;
      }
    }
    total = best;
    return end;
  }

  /** Moves the three states of a place to the next frame; their best score. */
  private float step(PhoneNetwork network, int place, int frame, int width) {
    int at = place * STATES;
    int row = frame * width + at;
    int t = 2 * STATES * network.phone(place);
    int sequence = network.row(place);
    float entry = NEVER;
    int entered = 0;
    int end = network.firstPredecessor(place + 1);
    for (int i = network.firstPredecessor(place); i < end; i++) {
      int before = network.predecessor(i);
      float score =
          before == PhoneNetwork.START ? (frame == 0 ? 0 : NEVER) : leaving(network, before);
      if (score > entry) {
        entry = score;
        entered = i - network.firstPredecessor(place);
      }
    }
    float best = NEVER;
    for (int state = 0; state < STATES; state++) {
      float stay = scores[at + state] + transitions[t + 2 * state];
      float step = state == 0 ? entry : scores[at + state - 1] + transitions[t + 2 * state - 1];
      float score = Math.max(stay, step);
      if (score != NEVER) {
        from[row + state] =
            (char) (step <= stay ? STAYED : state > 0 ? STEPPED : ENTERED + entered);
        score += scorer.best(set.tiedState(sequence, state));
        best = Math.max(best, score);
      }
      next[at + state] = score;
    }
    return best;
  }

  /** Score of a path that leaves a place after the frame before. */
  private float leaving(PhoneNetwork network, int place) {
    int last = 2 * (STATES * network.phone(place) + STATES - 1);
    return scores[place * STATES + STATES - 1] + transitions[last + 1];
  }

  private Segmentation trace(PhoneNetwork network, int frames, int end) {
    int width = network.size() * STATES;
    int[] places = new int[frames / STATES + 1];
    char[] counts = new char[STATES * places.length];
    int found = places.length;
    int place = end;
    int state = STATES - 1;
    places[--found] = place;
    for (int frame = frames - 1; frame >= 0; frame--) {
      counts[found * STATES + state]++;
      int how = from[frame * width + place * STATES + state];
      if (how == STEPPED) {
        state--;
      } else if (how >= ENTERED && frame > 0) {
        place = network.predecessor(network.firstPredecessor(place) + how - ENTERED);
        state = STATES - 1;
        places[--found] = place;
      }
    }
    int size = places.length - found;
    byte[] phones = new byte[size];
    byte[] positions = new byte[size];
    for (int i = 0; i < size; i++) {
      phones[i] = (byte) network.phone(places[found + i]);
      positions[i] = network.position(places[found + i]);
    }
    return new Segmentation(
        phones, positions, Arrays.copyOfRange(counts, found * STATES, counts.length));
  }
}

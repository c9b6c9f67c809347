package io.diction.speech.decode;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.StateScorer;
import java.util.Arrays;

/**
 * How badly each phone, whatever its context, fits the next frames: a search does not enter a phone
 * that is about to fall out of the beam anyway; S. Ortmanns, A. Eiden, H. Ney and N. Coenen,
 * "Look-Ahead Techniques for Fast Beam Search", ICASSP 1997.
 *
 * <p>For one thread, reused.
 */
final class PhoneForecast {
  /** Few enough that a phone is hardly ever shorter. */
  private static final int FRAMES = 3;

  private static final int RING = 4 * StateScorer.BLOCK;

  private final float weight;
  private final int phones;
  private final int tiedStates;

  /** [phone * 3 + state] tied state without context. */
  private final int[] states;

  /**
   * [frame in the ring * phones + phone] ln p of its best state: how far below the best phone, at
   * most 0.
   */
  private final float[] below;

  private final float[] penalty;

  private int known;

  PhoneForecast(AcousticModel acoustic, double weight) {
    this.weight = (float) weight;
    PhoneSet set = acoustic.phones();
    phones = set.size();
    tiedStates = set.tiedStates();
    states = new int[3 * phones];
    for (int phone = 0; phone < phones; phone++) {
      for (int state = 0; state < 3; state++) {
        states[3 * phone + state] = set.tiedState(set.contextFree(phone), state);
      }
    }
    below = new float[RING * phones];
    penalty = new float[phones];
  }

  /** Begins an utterance. */
  void begin() {
    known = 0;
  }

  /**
   * Learns of the frames after those known.
   *
   * @param scores ln p(frame | tied state), frame by frame
   * @param frames how many, at most {@link StateScorer#BLOCK}
   */
  void add(float[] scores, int frames) {
    for (int i = 0; i < frames; i++) {
      int row = i * tiedStates;
      int at = (known++ & (RING - 1)) * phones;
      float highest = Float.NEGATIVE_INFINITY;
      for (int phone = 0; phone < phones; phone++) {
        int s = 3 * phone;
        float best =
            Math.max(
                scores[row + states[s]],
                Math.max(scores[row + states[s + 1]], scores[row + states[s + 2]]));
        below[at + phone] = best;
        highest = Math.max(highest, best);
      }
      for (int phone = 0; phone < phones; phone++) {
        below[at + phone] -= highest;
      }
    }
  }

  /**
   * Looks ahead from a frame.
   *
   * @return [phone] what to add to the score of a path that enters it, at most 0, to tell whether
   *     it is worth while; overwritten by the next call
   */
  float[] after(int frame) {
    Arrays.fill(penalty, 0);
    int end = Math.min(known, frame + 1 + FRAMES);
    for (int next = frame + 1; next < end; next++) {
      int at = (next & (RING - 1)) * phones;
      for (int phone = 0; phone < phones; phone++) {
        penalty[phone] += weight * below[at + phone];
      }
    }
    return penalty;
  }
}

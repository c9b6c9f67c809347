package io.diction.speech.align;

import io.diction.speech.acoustic.PhoneSet;
import java.util.Arrays;

/**
 * The best path of an utterance through any sequence of phones, without a transcript: what a
 * transcript's path is measured against. Phones have no context here.
 *
 * <p>For one thread; allocates only when an utterance is longer than any before.
 */
final class PhoneLoop {
  private static final float NEVER = AlignmentModel.NEVER;
  private static final byte ENTERED = -1;

  private final AlignmentModel model;
  private final int width;
  private final int states;

  /** [state] */
  private final int[] tiedState;

  private final float entry;
  private float[] current;
  private float[] next;

  /** [frame * states + state] state before, relative: 0 the same, 1 the one before; or entered. */
  private byte[] steps = new byte[0];

  private float[] stateScores = new float[0];

  /** [frame] the state by which the best path to any phone's end leaves. */
  private int[] exits = new int[0];

  private float[] pathScores = new float[0];

  /** [frame] what a phone drawn by chance scores. */
  private float[] chanceScores = new float[0];

  private int frames;
  private float bestState;

  PhoneLoop(AlignmentModel model) {
    this.model = model;
    PhoneSet phones = model.phones;
    width = phones.statesPerPhone();
    states = phones.size() * width;
    tiedState = new int[states];
    for (int state = 0; state < states; state++) {
      tiedState[state] = phones.tiedState(phones.contextFree(state / width), state % width);
    }
    entry = (float) -StrictMath.log(phones.size());
    current = new float[states];
    next = new float[states];
  }

  void begin(int expectedFrames) {
    frames = 0;
    if (exits.length < expectedFrames) {
      int room = expectedFrames + expectedFrames / 4;
      exits = new int[room];
      pathScores = new float[room];
      chanceScores = new float[room];
      steps = new byte[room * states];
      stateScores = new float[room * states];
    }
    Arrays.fill(current, NEVER);
  }

  /** Takes the frame that the scorer is turned to. */
  void advance(SubsetScorer scorer) {
    float bestExit = frames == 0 ? 0 : NEVER;
    for (int state = 0; frames > 0 && state < states; state++) {
      float score = current[state] + transition(state / width, state % width, width);
      if (score > bestExit) {
        bestExit = score;
        exits[frames - 1] = state;
      }
    }
    float highest = NEVER;
    bestState = NEVER;
    int row = frames * states;
    for (int phone = 0; phone < states / width; phone++) {
      for (int to = 0; to < width; to++) {
        int state = phone * width + to;
        float best = to == 0 ? bestExit + entry : NEVER;
        byte step = ENTERED;
        for (int from = 0; from <= to; from++) {
          float score = current[phone * width + from] + transition(phone, from, to);
          if (score > best) {
            best = score;
            step = (byte) (to - from);
          }
        }
        float own = scorer.score(tiedState[state]);
        steps[row + state] = step;
        stateScores[row + state] = own;
        bestState = Math.max(bestState, own);
        next[state] = best + own;
        highest = Math.max(highest, next[state]);
      }
    }
    for (int state = 0; state < states; state++) {
      next[state] = Math.max(next[state] - highest, NEVER);
    }
    chanceScores[frames] = chance(row);
    float[] swap = current;
    current = next;
    next = swap;
    frames++;
  }

  private float chance(int row) {
    float sum = 0;
    for (int phone = 0; phone < states; phone += width) {
      float best = NEVER;
      for (int state = phone; state < phone + width; state++) {
        best = Math.max(best, stateScores[row + state]);
      }
      sum += best;
    }
    return sum / states * width;
  }

  /** The highest score of any state in the frame taken last. */
  float bestState() {
    return bestState;
  }

  /** How far chance is below the best path, on average over the utterance; call after trace. */
  double chanceRatio() {
    double sum = 0;
    for (int frame = 0; frame < frames; frame++) {
      sum += chanceScores[frame] - pathScores[frame];
    }
    return sum / frames;
  }

  private float transition(int phone, int from, int to) {
    return model.transitions[(phone * width + from) * (width + 1) + to];
  }

  /** [frame] score of the best path's state, relative as the scorer gives it. */
  float[] trace() {
    int state = 0;
    for (int s = 1; s < states; s++) {
      if (current[s] > current[state]) {
        state = s;
      }
    }
    for (int frame = frames - 1; frame >= 0; frame--) {
      pathScores[frame] = stateScores[frame * states + state];
      byte step = steps[frame * states + state];
      if (step >= 0) {
        state -= step;
      } else if (frame > 0) {
        state = exits[frame - 1];
      }
    }
    return pathScores;
  }
}

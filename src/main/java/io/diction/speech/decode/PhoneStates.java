package io.diction.speech.decode;

import io.diction.speech.acoustic.AcousticModel;

/** What a Viterbi step looks up of a phone with three states: tied states and transitions. */
final class PhoneStates {
  /** [sequence * 4 + state] tied state; in the fourth place where its transitions begin. */
  final int[] rows;

  /** [phone * 8 + t]: 00 01 02 11 12 13 22 23, logarithms. */
  final float[] transitions;

  PhoneStates(AcousticModel acoustic) {
    rows = rows(acoustic);
    transitions = transitions(acoustic);
  }

  private static int[] rows(AcousticModel acoustic) {
    int[] rows = new int[4 * acoustic.phones().sequenceCount()];
    for (int sequence = 0; sequence < acoustic.phones().sequenceCount(); sequence++) {
      for (int state = 0; state < 3; state++) {
        rows[4 * sequence + state] = acoustic.phones().tiedState(sequence, state);
      }
      rows[4 * sequence + 3] = 8 * acoustic.phones().phoneOfSequence(sequence);
    }
    return rows;
  }

  private static float[] transitions(AcousticModel acoustic) {
    int phones = acoustic.phones().size();
    float[] logs = new float[8 * phones];
    int[] from = {0, 0, 0, 1, 1, 1, 2, 2};
    int[] to = {0, 1, 2, 1, 2, 3, 2, 3};
    for (int phone = 0; phone < phones; phone++) {
      for (int i = 0; i < 8; i++) {
        float p = acoustic.transitions()[(phone * 3 + from[i]) * 4 + to[i]];
        logs[8 * phone + i] = p > 0 ? (float) StrictMath.log(p) : ActiveSet.NEVER;
      }
    }
    return logs;
  }
}

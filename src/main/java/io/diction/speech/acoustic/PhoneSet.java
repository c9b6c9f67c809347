package io.diction.speech.acoustic;

import java.util.List;

/**
 * The phones and triphones of an acoustic model, and which tied states they have.
 *
 * <p>A triphone is a phone between a left and a right neighbour, at a position in its word. A
 * <i>sequence</i> is the row of tied states of a triphone; many triphones share one.
 */
public final class PhoneSet {
  /** Where in a word a phone stands. */
  public enum Position {
    BEGIN,
    END,
    INTERNAL,
    SINGLE
  }

  private final List<String> names;
  private final boolean[] filler;
  private final int statesPerPhone;
  private final int tiedStates;
  private final int silence;

  /** [phone] sequence without context. */
  private final int[] contextFree;

  /** [((position * phones + phone) * phones + left) * phones + right] sequence, or -1. */
  private final int[] triphones;

  /** [sequence * statesPerPhone + state] tied state. */
  private final int[] sequences;

  private final int[] phoneOfSequence;
  private final int[] phoneOfTiedState;

  PhoneSet(
      List<String> names,
      boolean[] filler,
      int statesPerPhone,
      int tiedStates,
      int[] contextFree,
      int[] triphones,
      int[] sequences,
      int[] phoneOfSequence) {
    this.names = List.copyOf(names);
    this.filler = filler;
    this.statesPerPhone = statesPerPhone;
    this.tiedStates = tiedStates;
    this.contextFree = contextFree;
    this.triphones = triphones;
    this.sequences = sequences;
    this.phoneOfSequence = phoneOfSequence;
    silence = names.indexOf("SIL");
    phoneOfTiedState = new int[tiedStates];
    for (int sequence = 0; sequence < phoneOfSequence.length; sequence++) {
      for (int state = 0; state < statesPerPhone; state++) {
        phoneOfTiedState[sequences[sequence * statesPerPhone + state]] = phoneOfSequence[sequence];
      }
    }
  }

  public int size() {
    return names.size();
  }

  public List<String> names() {
    return names;
  }

  /** The number of a phone, -1 for an unknown one. */
  public int id(String name) {
    return names.indexOf(name);
  }

  /** Whether the phone is silence or a noise. */
  public boolean isFiller(int phone) {
    return filler[phone];
  }

  public int silence() {
    return silence;
  }

  public int statesPerPhone() {
    return statesPerPhone;
  }

  public int tiedStates() {
    return tiedStates;
  }

  public int sequenceCount() {
    return phoneOfSequence.length;
  }

  public int tiedState(int sequence, int state) {
    return sequences[sequence * statesPerPhone + state];
  }

  public int phoneOfSequence(int sequence) {
    return phoneOfSequence[sequence];
  }

  public int phoneOfTiedState(int tiedState) {
    return phoneOfTiedState[tiedState];
  }

  public int contextFree(int phone) {
    return contextFree[phone];
  }

  /**
   * The sequence of a phone between two neighbours. A triphone never seen in training is replaced
   * by the same one at another position, then with silence for neighbouring noises, at last by the
   * phone without context.
   */
  public int sequence(int phone, int left, int right, Position position) {
    int found = anywhere(phone, left, right, position);
    if (found < 0 && (filler[left] || filler[right])) {
      found =
          anywhere(phone, filler[left] ? silence : left, filler[right] ? silence : right, position);
    }
    return found < 0 ? contextFree[phone] : found;
  }

  private int anywhere(int phone, int left, int right, Position position) {
    int found = triphones[index(size(), phone, left, right, position.ordinal())];
    for (int other = 0; found < 0 && other < 4; other++) {
      found = triphones[index(size(), phone, left, right, other)];
    }
    return found;
  }

  static int index(int phones, int phone, int left, int right, int position) {
    return ((position * phones + phone) * phones + left) * phones + right;
  }
}

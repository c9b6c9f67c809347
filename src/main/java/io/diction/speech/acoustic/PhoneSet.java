package io.diction.speech.acoustic;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  static final int MAX_TIED_STATES = 65_535;
  private static final Position[] POSITION_VALUES = Position.values();
  private static final int POSITIONS = 4;

  private final List<String> names;
  private final boolean[] filler;
  private final int statesPerPhone;
  private final int tiedStates;
  private final int silence;

  /** [phone] sequence without context. */
  private final int[] contextFree;

  /** [(position * phones + phone) * phones + left] row of [right] sequence or -1; null is empty. */
  private final int[] @Nullable [] triphones;

  private final int triphoneCount;

  /** [sequence * statesPerPhone + state] tied state. */
  private final int[] sequences;

  private final int[] phoneOfSequence;
  private final int[] phoneOfTiedState;

  private PhoneSet(Builder builder) {
    names = List.copyOf(builder.ids.keySet());
    statesPerPhone = builder.statesPerPhone;
    tiedStates = builder.tiedStates;
    filler = Arrays.copyOf(builder.filler, names.size());
    contextFree = Arrays.copyOf(builder.contextFree, names.size());
    triphones = builder.triphones.clone();
    triphoneCount = builder.triphoneCount;
    sequences = Arrays.copyOf(builder.sequences, builder.sequenceCount * statesPerPhone);
    phoneOfSequence = Arrays.copyOf(builder.phoneOfSequence, builder.sequenceCount);
    silence = names.indexOf("SIL");
    phoneOfTiedState = new int[tiedStates];
    for (int sequence = 0; sequence < phoneOfSequence.length; sequence++) {
      for (int state = 0; state < statesPerPhone; state++) {
        phoneOfTiedState[sequences[sequence * statesPerPhone + state]] = phoneOfSequence[sequence];
      }
    }
  }

  /** Puts a phone set together: first all phones, in the order of their numbers, then triphones. */
  public static final class Builder {
    private static final int MAX_PHONES = 255;

    private final int statesPerPhone;
    private final int tiedStates;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private boolean[] filler = new boolean[64];
    private int[] contextFree = new int[64];
    private int[] @Nullable [] triphones = new int[0][];
    private int triphoneCount;

    /** Sequences by the hash of their states: first of a chain, -1 for none. */
    private final int[] chains = new int[1 << 14];

    private int[] nextInChain = new int[256];
    private int[] sequences = new int[1024];
    private int[] phoneOfSequence = new int[256];
    private int sequenceCount;

    /**
     * @param statesPerPhone emitting states of every phone, 1 to 10
     * @param tiedStates how many tied states there are, 1 to 65,535
     * @throws IllegalArgumentException when one is out of range
     */
    public Builder(int statesPerPhone, int tiedStates) {
      if (statesPerPhone < 1 || statesPerPhone > 10) {
        throw new IllegalArgumentException(statesPerPhone + " states a phone, expected 1 to 10");
      }
      if (tiedStates < 1 || tiedStates > MAX_TIED_STATES) {
        throw new IllegalArgumentException(
            tiedStates + " tied states, expected 1 to " + MAX_TIED_STATES);
      }
      this.statesPerPhone = statesPerPhone;
      this.tiedStates = tiedStates;
      Arrays.fill(chains, -1);
    }

    /**
     * Adds a phone that is part of words.
     *
     * @param states its tied states without context
     */
    public Builder phone(String name, int... states) {
      return add(name, false, states);
    }

    /** Adds silence ({@code SIL}, which every set needs) or a noise. */
    public Builder filler(String name, int... states) {
      return add(name, true, states);
    }

    private Builder add(String name, boolean isFiller, int[] states) {
      if (triphones.length > 0) {
        throw new IllegalStateException("a phone after the first triphone");
      }
      int phone = ids.size();
      if (phone == MAX_PHONES) {
        throw new IllegalArgumentException("more than " + MAX_PHONES + " phones");
      }
      if (name.isBlank() || name.chars().anyMatch(c -> c <= ' ') || name.startsWith("#")) {
        throw new IllegalArgumentException("not the name of a phone: \"" + name + "\"");
      }
      if (ids.putIfAbsent(name, phone) != null) {
        throw new IllegalArgumentException("phone twice: " + name);
      }
      if (phone == filler.length) {
        filler = Arrays.copyOf(filler, 2 * phone);
        contextFree = Arrays.copyOf(contextFree, 2 * phone);
      }
      filler[phone] = isFiller;
      contextFree[phone] = sequence(phone, states);
      return this;
    }

    /** The number of a phone, -1 for an unknown one. */
    int id(String name) {
      return ids.getOrDefault(name, -1);
    }

    /**
     * Adds a phone in context; of the same one added twice the latter counts.
     *
     * @param states its tied states
     */
    public Builder triphone(int phone, int left, int right, Position position, int... states) {
      int phones = ids.size();
      if (triphones.length == 0) {
        triphones = new int[4 * phones * phones][];
      }
      Objects.checkIndex(phone, phones);
      Objects.checkIndex(left, phones);
      Objects.checkIndex(right, phones);
      int at = (position.ordinal() * phones + phone) * phones + left;
      int[] row = triphones[at];
      if (row == null) {
        row = new int[phones];
        Arrays.fill(row, -1);
        triphones[at] = row;
      }
      triphoneCount += row[right] < 0 ? 1 : 0;
      row[right] = sequence(phone, states);
      return this;
    }

    /**
     * The phone set.
     *
     * @throws IllegalArgumentException when there is no phone {@code SIL}
     */
    public PhoneSet build() {
      if (!ids.containsKey("SIL")) {
        throw new IllegalArgumentException("the model has no phone SIL");
      }
      if (triphones.length == 0) {
        triphones = new int[4 * ids.size() * ids.size()][];
      }
      return new PhoneSet(this);
    }

    private int sequence(int phone, int[] states) {
      if (states.length != statesPerPhone) {
        throw new IllegalArgumentException(states.length + " states, expected " + statesPerPhone);
      }
      int hash = phone;
      for (int state : states) {
        if (state < 0 || state >= tiedStates) {
          throw new IllegalArgumentException(
              "tied state " + state + ", there are 0 to " + (tiedStates - 1));
        }
        hash = hash * 0x9e3779b1 + state;
      }
      hash ^= hash >>> 15;
      for (int i = chains[hash & chains.length - 1]; i >= 0; i = nextInChain[i]) {
        if (phoneOfSequence[i] == phone
            && Arrays.equals(
                sequences,
                i * statesPerPhone,
                (i + 1) * statesPerPhone,
                states,
                0,
                statesPerPhone)) {
          return i;
        }
      }
      return addSequence(phone, states, hash);
    }

    private int addSequence(int phone, int[] states, int hash) {
      int added = sequenceCount++;
      if (added == phoneOfSequence.length) {
        phoneOfSequence = Arrays.copyOf(phoneOfSequence, 2 * added);
        nextInChain = Arrays.copyOf(nextInChain, 2 * added);
      }
      if (sequenceCount * statesPerPhone > sequences.length) {
        sequences = Arrays.copyOf(sequences, 2 * sequences.length);
      }
      System.arraycopy(states, 0, sequences, added * statesPerPhone, statesPerPhone);
      phoneOfSequence[added] = phone;
      nextInChain[added] = chains[hash & chains.length - 1];
      chains[hash & chains.length - 1] = added;
      return added;
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

  /** Tied states of phones without context; they are the first in files. */
  int contextFreeTiedStates() {
    int highest = 0;
    for (int sequence : contextFree) {
      for (int state = 0; state < statesPerPhone; state++) {
        highest = Math.max(highest, tiedState(sequence, state));
      }
    }
    return highest + 1;
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
    int found = find(phone, left, right, position.ordinal());
    for (int other = 0; found < 0 && other < POSITIONS; other++) {
      found = find(phone, left, right, other);
    }
    return found;
  }

  /** The sequence of a triphone at just that position, -1 where the model has none. */
  private int find(int phone, int left, int right, int position) {
    int[] row = triphones[(position * size() + phone) * size() + left];
    return row == null ? -1 : row[right];
  }

  /** Receives the triphones of a set. */
  @FunctionalInterface
  public interface TriphoneConsumer {
    void accept(int phone, int left, int right, Position position, int sequence);
  }

  /** How many triphones {@link #forEachTriphone} tells. */
  public int triphoneCount() {
    return triphoneCount;
  }

  /** Tells all triphones by phone, left and right neighbour, then position. */
  public void forEachTriphone(TriphoneConsumer consumer) {
    for (int phone = 0; phone < size(); phone++) {
      for (int left = 0; left < size(); left++) {
        for (int right = 0; right < size(); right++) {
          for (Position position : POSITION_VALUES) {
            int sequence = find(phone, left, right, position.ordinal());
            if (sequence >= 0) {
              consumer.accept(phone, left, right, position, sequence);
            }
          }
        }
      }
    }
  }
}

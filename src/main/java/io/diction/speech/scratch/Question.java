package io.diction.speech.scratch;

import io.diction.speech.acoustic.PhoneSet.Position;
import java.util.BitSet;

/**
 * A question about the context of a phone, answered by yes or no.
 *
 * @param members of phones by number, or of positions by ordinal
 */
record Question(Side side, BitSet members) {
  /** What is asked about. */
  enum Side {
    LEFT,
    RIGHT,
    POSITION
  }

  boolean holds(int left, int right, Position position) {
    return members.get(
        switch (side) {
          case LEFT -> left;
          case RIGHT -> right;
          case POSITION -> position.ordinal();
        });
  }
}

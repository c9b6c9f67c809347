package io.diction.speech.text;

/** Numbers as a language speaks them, for who has to find them in words. */
public final class SpokenNumbers {
  private SpokenNumbers() {}

  /** A German cardinal, such as "einundzwanzig". */
  public static String germanCardinal(int value) {
    return GermanNumbers.cardinal(String.valueOf(value));
  }

  /** A German ordinal with an ending, such as "dritten". */
  public static String germanOrdinal(int value, String ending) {
    return GermanNumbers.ordinal(String.valueOf(value), ending);
  }
}

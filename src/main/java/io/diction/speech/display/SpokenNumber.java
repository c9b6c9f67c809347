package io.diction.speech.display;

/**
 * A number found in words.
 *
 * @param value as digits
 * @param to index behind its last word
 */
record SpokenNumber(String value, int to) {
  static SpokenNumber of(long value, int to) {
    return new SpokenNumber(Long.toString(value), to);
  }

  long number() {
    return Long.parseLong(value);
  }

  /** Whether style asks for digits even without a unit: ten and above. */
  boolean isLarge() {
    return value.length() > 1;
  }
}

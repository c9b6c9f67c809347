package io.diction.api.phrase;

/** Which marks are written. */
public enum Punctuation {
  NONE,
  /** Those that are said. */
  DICTATED,
  /** Those that are guessed. */
  AUTOMATIC,
  DICTATED_AND_AUTOMATIC;

  public boolean isDictated() {
    return this == DICTATED || this == DICTATED_AND_AUTOMATIC;
  }

  boolean isAutomatic() {
    return this == AUTOMATIC || this == DICTATED_AND_AUTOMATIC;
  }

  /** What is written where nobody said how. */
  public static Punctuation usual(String locale) {
    return SpokenMarks.has(locale) ? DICTATED_AND_AUTOMATIC : AUTOMATIC;
  }
}

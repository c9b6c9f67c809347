package io.diction.identity;

/** In which colours a user wants the pages. */
public enum Theme {
  LIGHT,
  DARK,
  /** As the system says. */
  SYSTEM
}

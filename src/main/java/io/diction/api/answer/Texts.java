package io.diction.api.answer;

/** Characters that texts of requests may not have. */
final class Texts {
  private Texts() {}

  /** Half of a pair, which no encoding carries. */
  static boolean isHalf(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  /** Control characters, and marks that turn the direction of later text. */
  static boolean isUnreadable(int point) {
    return Character.getType(point) == Character.CONTROL
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }
}

package io.diction.speech.display;

/**
 * Some neighbouring words and how they are written.
 *
 * @param from index of the first word
 * @param to index behind the last word
 * @param kind who decided
 */
record Span(int from, int to, String written, Kind kind) {
  enum Kind {
    /** A word as it is. */
    WORD,
    /** Written by the language's rules, the case of its letters settled. */
    FIXED,
    /** Written by a rule of the user, which need not read as the words do. */
    OWN
  }

  static Span fixed(int from, int to, String written) {
    return new Span(from, to, written, Kind.FIXED);
  }

  static Span own(int from, int to, String written) {
    return new Span(from, to, written, Kind.OWN);
  }

  boolean isFixed() {
    return kind != Kind.WORD;
  }

  boolean isOwn() {
    return kind == Kind.OWN;
  }
}

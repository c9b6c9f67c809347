package io.diction.api.phrase;

/** What becomes of words that not everybody wants to read. */
public enum Profanity {
  NONE,
  REMOVED,
  /** Between {@code <profanity>} and {@code </profanity>}. */
  TAGS,
  /** An asterisk for each letter. */
  MASKED;

  /** What becomes of them where nobody said it. */
  public static Profanity usual(String locale) {
    return ProfaneWords.has(locale) ? MASKED : NONE;
  }
}

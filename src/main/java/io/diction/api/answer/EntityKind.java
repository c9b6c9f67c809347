package io.diction.api.answer;

/** The kinds of things that have an address of their own. */
public enum EntityKind {
  PROJECT("projects", DetailCode.INVALID_PROJECT),
  DATASET("datasets", DetailCode.INVALID_DATASET),
  BASE_MODEL("models/base", DetailCode.INVALID_BASE_MODEL),
  MODEL("models", DetailCode.INVALID_MODEL),
  EVALUATION("evaluations", DetailCode.INVALID_TEST),
  TRANSCRIPTION("transcriptions", DetailCode.INVALID_TRANSCRIPTION),
  ENDPOINT("endpoints", DetailCode.INVALID_PARAMETER_VALUE),
  WEB_HOOK("webhooks", DetailCode.INVALID_PARAMETER_VALUE);

  private final String collection;
  private final DetailCode wrong;

  EntityKind(String collection, DetailCode wrong) {
    this.collection = collection;
    this.wrong = wrong;
  }

  /** The path of the collection below the base, without slashes around it. */
  public String collection() {
    return collection;
  }

  /** What is said of a reference that leads to no such thing. */
  public DetailCode wrong() {
    return wrong;
  }
}

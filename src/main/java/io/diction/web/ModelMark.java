package io.diction.web;

/** What a file without room for comments says in its name of the model that made it. */
public final class ModelMark {
  /** Digits that tell versions apart. */
  private static final int SHORT_HASH = 12;

  private ModelMark() {}

  /**
   * Such as {@code " (Medical EN #3, 0f3a9c21b7de)"}.
   *
   * @param model and its version, as it is called; what no file name may have is taken out
   * @param sha256 hexadecimal
   */
  public static String of(String model, String sha256) {
    return " (%s, %s)"
        .formatted(
            model.replaceAll("[\\p{Cntrl}/\\\\]", " "),
            sha256.substring(0, Math.min(SHORT_HASH, sha256.length())));
  }
}

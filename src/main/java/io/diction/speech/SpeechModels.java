package io.diction.speech;

/** Finds models by what users call them. */
public final class SpeechModels {
  private SpeechModels() {}

  /**
   * Opens a model.
   *
   * @param nameOrFolder {@code en-us} for the built-in model
   * @throws FormatException when there is no such model
   */
  public static SpeechModel open(String nameOrFolder) {
    if (nameOrFolder.equals(EnglishModel.NAME)) {
      return SpeechModel.english();
    }
    throw new FormatException(
        nameOrFolder, "", "no such model; the built-in one is " + EnglishModel.NAME);
  }
}

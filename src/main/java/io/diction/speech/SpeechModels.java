package io.diction.speech;

import io.diction.speech.adapt.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds models by what users call them. */
public final class SpeechModels {
  private SpeechModels() {}

  /**
   * Opens a model.
   *
   * @param nameOrFolder {@code en-us} for the built-in model, else the folder of a trained one
   * @throws FormatException when there is no such model, or it is damaged or too new
   */
  public static SpeechModel open(String nameOrFolder) throws IOException {
    if (nameOrFolder.equals(EnglishModel.NAME)) {
      return SpeechModel.english();
    }
    Path folder = Path.of(nameOrFolder);
    if (!Files.isDirectory(folder)) {
      throw new FormatException(
          nameOrFolder,
          "",
          "no such model: give " + EnglishModel.NAME + " or the folder of a trained model");
    }
    return ModelFolder.read(folder).open(SpeechModel.english());
  }
}

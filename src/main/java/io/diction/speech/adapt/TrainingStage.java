package io.diction.speech.adapt;

/** The stages of a training, in the order they run. */
public enum TrainingStage {
  VALIDATE("validate"),
  NORMALISE_TEXT("normalise text"),
  PRONUNCIATIONS("pronunciations"),
  LANGUAGE_MODEL("language model"),
  ALIGN("align"),
  ACOUSTIC_MODEL("acoustic model"),
  TUNE("tune"),
  PACKAGE("package"),
  EVALUATE("evaluate");

  private final String label;

  TrainingStage(String label) {
    this.label = label;
  }

  /** As shown to users. */
  public String label() {
    return label;
  }

  /** Name of the stage's folder within a training's working folder. */
  String folder() {
    return label.replace(' ', '-');
  }
}

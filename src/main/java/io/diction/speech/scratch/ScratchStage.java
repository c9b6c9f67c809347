package io.diction.speech.scratch;

import java.util.Locale;

/** The stages of a training from scratch, in their order. */
public enum ScratchStage {
  PREPARE("Words and pronunciations"),
  FEATURES("Features of speech"),
  PHONES("Phones without context"),
  TYING("Decision trees"),
  TRIPHONES("Triphones"),
  LANGUAGE_MODEL("Language model"),
  PACK("Language pack"),
  EVALUATE("Evaluation");

  private final String label;

  ScratchStage(String label) {
    this.label = label;
  }

  /** As shown to a person. */
  public String label() {
    return label;
  }

  String folder() {
    return "%d-%s".formatted(ordinal() + 1, name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}

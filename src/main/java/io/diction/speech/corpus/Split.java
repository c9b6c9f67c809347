package io.diction.speech.corpus;

import java.util.Locale;

/** Which part of the data an utterance belongs to, where its owner has said so. */
public enum Split {
  TRAIN,
  /** For choosing settings. */
  TUNE,
  TEST,
  UNSPECIFIED;

  /** Reads what manifests write: train, dev, validation, test and the like. */
  static Split of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> TRAIN;
      case "dev", "development", "valid", "validation", "val", "tune" -> TUNE;
      case "test", "eval", "evaluation" -> TEST;
      default -> UNSPECIFIED;
    };
  }
}

package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import java.util.Locale;

/** The pages about one model, each owned by the module that knows the matter. */
public enum ModelTab {
  OVERVIEW(""),
  DATASETS("/datasets"),
  VOCABULARY("/vocabulary"),
  TRAINING("/training"),
  TESTS("/tests"),
  VERSIONS("/versions"),
  SHARING("/sharing"),
  USAGE("/usage");

  private final String path;

  ModelTab(String path) {
    this.path = path;
  }

  /** Where it is, for a model. */
  public String path(CustomModelId model) {
    return "/custom-models/" + model + path;
  }

  /** As in message keys. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Data and vocabulary tell what the owner does; whom the model is shared with sees neither. */
  boolean isForOwner() {
    return this == DATASETS || this == VOCABULARY || this == TRAINING;
  }
}

package io.diction.custommodel.list;

import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a custom model is made of at first, as typed; what is missing is empty.
 *
 * @param domain one of the offered ones, words of the user's own, or empty
 */
record NewModelForm(String name, String locale, String description, String domain) {
  NewModelForm(
      @Nullable String name,
      @Nullable String locale,
      @Nullable String description,
      @Nullable String domain) {
    this.name = name == null ? "" : name;
    this.locale = locale == null ? "" : locale;
    this.description = description == null ? "" : description;
    this.domain = domain == null ? "" : domain;
  }

  ModelName modelName() {
    return new ModelName(name);
  }

  ModelSettings settings() {
    return new ModelSettings(description, domain, false);
  }
}

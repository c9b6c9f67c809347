package io.diction.custommodel.list;

import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a custom model is made of at first, as typed; what is missing is empty.
 *
 * @param domain one of the offered ones, {@link ModelSettings#OTHER}, or empty
 * @param otherDomain words of the user's own
 */
record NewModelForm(
    String name, String locale, String description, String domain, String otherDomain) {
  NewModelForm(
      @Nullable String name,
      @Nullable String locale,
      @Nullable String description,
      @Nullable String domain,
      @Nullable String otherDomain) {
    this.name = name == null ? "" : name;
    this.locale = locale == null ? "" : locale;
    this.description = description == null ? "" : description;
    this.domain = domain == null ? "" : domain;
    this.otherDomain = otherDomain == null ? "" : otherDomain;
  }

  ModelName modelName() {
    return new ModelName(name);
  }

  ModelSettings settings() {
    return new ModelSettings(description, ModelSettings.domain(domain, otherDomain), false);
  }
}

package io.diction.transcription;

import org.jspecify.annotations.Nullable;

/**
 * What Home sends to start a session.
 *
 * @param language a locale, or {@code model:ID} when a custom model was chosen in the language list
 * @param model a {@link ModelChoice#value}; empty for the language's first
 */
record NewSessionForm(@Nullable String language, @Nullable String model) {
  NewSessionForm {
    language = language == null ? "" : language.strip();
    model = model == null ? "" : model.strip();
  }
}

package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that somebody asks for.
 *
 * @param text to learn from, beside datasets or alone
 * @param weightPercent share of what is learnt against the base model; null to choose it
 */
record NewModel(
    String displayName,
    String locale,
    @Nullable String description,
    Map<String, String> customProperties,
    @Nullable EntityReference project,
    @Nullable EntityReference baseModel,
    List<EntityReference> datasets,
    @Nullable String text,
    @Nullable Integer weightPercent,
    @Nullable String email) {
  private static final int LONGEST_TEXT_BYTES = 500 * 1024;
  private static final int MOST_DATASETS = 1000;

  NewModel {
    customProperties = Map.copyOf(customProperties);
    datasets = List.copyOf(datasets);
  }

  /**
   * @param locales that there are base models for
   * @throws ApiError of all that is wrong
   */
  static NewModel of(Body body, List<String> locales) {
    Body within = body.object("properties");
    String name = body.displayName();
    String locale = locale(body, locales);
    String text = body.text("text", LONGEST_TEXT_BYTES);
    if (text != null && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT_BYTES) {
      invalid(body, "text", "text has more than %d bytes.".formatted(LONGEST_TEXT_BYTES));
    }
    boolean noText = text == null || text.isBlank();
    if (!noText && text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      invalid(body, "text", "text has no words.");
    }
    List<EntityReference> datasets =
        body.references("datasets", EntityKind.DATASET).stream().distinct().toList();
    if (datasets.size() > MOST_DATASETS) {
      invalid(body, "datasets", "%d datasets are the most.".formatted(MOST_DATASETS));
    }
    NewModel model =
        new NewModel(
            name,
            locale,
            body.description(),
            body.customProperties(),
            body.reference("project", EntityKind.PROJECT),
            body.reference("baseModel", EntityKind.BASE_MODEL),
            datasets,
            noText ? null : text,
            within.number("customModelWeightPercent", 1, 100),
            within.email());
    body.check();
    if (datasets.isEmpty() && noText) {
      invalid(body, "datasets", "There is nothing to learn from: name datasets, or send a text.");
    }
    body.check();
    return model;
  }

  private static String locale(Body body, List<String> locales) {
    String asked = body.locale();
    String locale = locales.stream().filter(asked::equalsIgnoreCase).findFirst().orElse(asked);
    if (!asked.isEmpty() && !locales.contains(locale)) {
      body.reject(
          ApiError.invalid(
                  DetailCode.INVALID_LOCALE,
                  "'%s' is none of the locales here: %s."
                      .formatted(asked, String.join(", ", locales)))
              .target("locale"));
    }
    return locale;
  }

  private static void invalid(Body body, String property, String message) {
    body.reject(ApiError.invalid(DetailCode.INVALID_PAYLOAD, message).target(property));
  }
}

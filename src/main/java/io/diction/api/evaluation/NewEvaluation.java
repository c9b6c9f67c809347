package io.diction.api.evaluation;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.model.ModelReferences;
import io.diction.api.property.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An evaluation that somebody asks for. */
record NewEvaluation(
    Said said,
    String locale,
    EntityReference model1,
    EntityReference model2,
    EntityReference dataset) {

  /**
   * @param locales that there are base models for
   * @throws ApiError of all that is wrong
   */
  static NewEvaluation of(Body body, List<String> locales) {
    Said said = Said.of(body, body.object("properties"));
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
    EntityReference model1 = required(body, "model1", ModelReferences.kinds());
    EntityReference model2 = required(body, "model2", ModelReferences.kinds());
    EntityReference dataset = required(body, "dataset", EntityKind.DATASET);
    body.check();
    if (model1 == null || model2 == null || dataset == null) {
      throw new IllegalStateException("what is missing was not said");
    }
    return new NewEvaluation(said, locale, model1, model2, dataset);
  }

  private static @Nullable EntityReference required(
      Body body, String property, EntityKind... kinds) {
    if (!body.isSet(property)) {
      body.reject(
          ApiError.invalid(
                  DetailCode.INVALID_PAYLOAD, "The property %s is missing.".formatted(property))
              .target(property));
      return null;
    }
    return body.reference(property, kinds);
  }
}

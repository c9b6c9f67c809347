package io.diction.api.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.api.property.Properties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An evaluation as it goes out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EvaluationEntity(
    String self,
    String displayName,
    String locale,
    @Nullable String description,
    @Nullable Map<String, String> customProperties,
    EntityReference.@Nullable Link project,
    EntityReference.Link model1,
    EntityReference.Link model2,
    EntityReference.Link dataset,
    EntityReference.@Nullable Link transcription1,
    EntityReference.@Nullable Link transcription2,
    Places links,
    Map<String, Object> properties,
    String status,
    String createdDateTime,
    String lastActionDateTime) {

  /** Where its files are. */
  record Places(String files) {}

  /** Why it failed. */
  record Problem(String code, String message) {}

  /**
   * @param sides by position; empty while there are none
   */
  static EvaluationEntity of(
      EvaluationRow row, Properties said, List<SideFigures> sides, Links links) {
    String self = links.self(EntityKind.EVALUATION, row.id());
    return new EvaluationEntity(
        self,
        row.displayName(),
        row.locale(),
        row.description(),
        said.customPropertiesOrNull(),
        links.reference(EntityKind.PROJECT, row.project()),
        Objects.requireNonNull(links.reference(row.model1Kind(), row.model1Ref())),
        Objects.requireNonNull(links.reference(row.model2Kind(), row.model2Ref())),
        Objects.requireNonNull(links.reference(EntityKind.DATASET, row.dataset())),
        links.reference(EntityKind.TRANSCRIPTION, row.transcription1()),
        links.reference(EntityKind.TRANSCRIPTION, row.transcription2()),
        new Places(self + "/files"),
        properties(row, said, sides),
        row.status(),
        ApiTime.text(row.createdAt()),
        ApiTime.text(row.changedAt()));
  }

  private static Map<String, Object> properties(
      EvaluationRow row, Properties said, List<SideFigures> sides) {
    Map<String, Object> properties = new LinkedHashMap<>();
    SideFigures.put(properties, sides.isEmpty() ? null : sides.get(0), 1);
    SideFigures.put(properties, sides.isEmpty() ? null : sides.get(row.position2()), 2);
    String email = said.email();
    if (email != null) {
      properties.put("email", email);
    }
    String code = row.errorCode();
    if (code != null) {
      String text = row.errorText();
      properties.put("error", new Problem(code, text == null ? "" : text));
    }
    return properties;
  }

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }
}

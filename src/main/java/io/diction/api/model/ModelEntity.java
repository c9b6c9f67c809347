package io.diction.api.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.api.property.Properties;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version of a custom model as it goes out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelEntity(
    String self,
    String displayName,
    String locale,
    @Nullable String description,
    @Nullable Map<String, String> customProperties,
    EntityReference.@Nullable Link project,
    EntityReference.Link baseModel,
    @Nullable List<EntityReference.Link> datasets,
    @Nullable String text,
    Places links,
    Facts properties,
    String status,
    String createdDateTime,
    String lastActionDateTime) {

  /** Where the rest is. */
  record Places(String manifest, String copy, String files) {
    static Places of(String self) {
      return new Places(self + "/manifest", self + ":copy", self + "/files");
    }
  }

  /** Until when it recognises. */
  record Dates(String transcriptionDateTime) {}

  /** What it can be used for now. */
  record Features(
      boolean supportsTranscriptions,
      boolean supportsEndpoints,
      boolean supportsTranscriptionsOnSpeechContainers,
      List<String> supportedOutputFormats) {}

  /** Why it failed. */
  record Problem(String code, String message) {}

  /** What came of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Facts(
      int customModelWeightPercent,
      Dates deprecationDates,
      Features features,
      @Nullable String email,
      @Nullable Problem error) {}

  /**
   * @param weight 1 to 100
   * @param until when it recognises, or would
   * @param usable whether it recognises now
   */
  static ModelEntity of(
      ModelRow row,
      Properties said,
      List<EntityReference.Link> datasets,
      @Nullable String text,
      int weight,
      OffsetDateTime until,
      boolean usable,
      Links links) {
    String self = links.self(EntityKind.MODEL, row.id());
    return new ModelEntity(
        self,
        row.displayName(),
        row.locale(),
        row.description(),
        said.customPropertiesOrNull(),
        links.reference(EntityKind.PROJECT, row.project()),
        ModelReferences.link(row.baseModel(), links),
        datasets.isEmpty() ? null : datasets,
        text,
        Places.of(self),
        new Facts(
            weight,
            new Dates(ApiTime.text(until)),
            new Features(usable, usable, usable, List.of("Lexical", "Display")),
            said.email(),
            row.errorCode() == null
                ? null
                : new Problem(row.errorCode(), row.errorText() == null ? "" : row.errorText())),
        row.status(),
        ApiTime.text(row.createdAt()),
        ApiTime.text(row.changedAt()));
  }

  /**
   * As those see it who may recognise with it: nothing of its making. Its files, which the
   * published shape wants addresses of, are not there for them.
   */
  ModelEntity shared(ReferencedModel as, Links at) {
    String place = at.self(EntityKind.MODEL, as.id());
    return new ModelEntity(
        place,
        as.displayName(),
        locale,
        null,
        null,
        null,
        baseModel,
        null,
        null,
        Places.of(place),
        properties,
        status,
        createdDateTime,
        lastActionDateTime);
  }

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }
}

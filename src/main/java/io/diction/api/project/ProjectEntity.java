package io.diction.api.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.property.Properties;
import io.diction.project.MemberKind;
import io.diction.project.Project;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project as it goes out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProjectEntity(
    String self,
    String displayName,
    String locale,
    @Nullable String description,
    @Nullable Map<String, String> customProperties,
    String createdDateTime,
    Lists links,
    Counts properties) {

  /** Where its members are listed. */
  record Lists(
      String datasets, String models, String evaluations, String endpoints, String transcriptions) {
    static Lists of(String self) {
      return new Lists(
          self + "/datasets",
          self + "/models",
          self + "/evaluations",
          self + "/endpoints",
          self + "/transcriptions");
    }
  }

  /** How many members there are. */
  record Counts(
      int datasetCount,
      int modelCount,
      int evaluationCount,
      int endpointCount,
      int transcriptionCount) {
    static Counts of(Map<MemberKind, Integer> counts) {
      return new Counts(
          counts.getOrDefault(MemberKind.DATASET, 0),
          counts.getOrDefault(MemberKind.MODEL, 0),
          counts.getOrDefault(MemberKind.EVALUATION, 0),
          counts.getOrDefault(MemberKind.ENDPOINT, 0),
          counts.getOrDefault(MemberKind.TRANSCRIPTION, 0));
    }
  }

  static ProjectEntity of(
      Project project, Properties properties, Map<MemberKind, Integer> counts, Links links) {
    String self = links.self(EntityKind.PROJECT, project.id().value());
    return new ProjectEntity(
        self,
        project.name(),
        project.locale(),
        project.description(),
        properties.customPropertiesOrNull(),
        ApiTime.text(project.createdAt()),
        Lists.of(self),
        Counts.of(counts));
  }
}

package io.diction.api.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.api.fetch.ShownAddress;
import io.diction.api.property.Properties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dataset as it goes out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatasetEntity(
    String self,
    String kind,
    String displayName,
    String locale,
    @Nullable String description,
    @Nullable Map<String, String> customProperties,
    EntityReference.@Nullable Link project,
    @Nullable String contentUrl,
    Places links,
    Facts properties,
    String status,
    String createdDateTime,
    String lastActionDateTime) {

  /** Where its files are, and where its blocks go. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Places(
      String files,
      @Nullable String uploadBlocks,
      @Nullable String listBlocks,
      @Nullable String commitBlocks) {
    static Places of(String self, boolean blocks) {
      String place = blocks ? self + "/blocks" : null;
      return new Places(self + "/files", place, place, blocks ? self + "/blocks:commit" : null);
    }
  }

  /** Why it failed. */
  record Problem(String code, String message) {}

  /** What came of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Facts(
      @Nullable String textNormalizationKind,
      @Nullable Integer acceptedLineCount,
      @Nullable Integer rejectedLineCount,
      @Nullable String duration,
      @Nullable String email,
      @Nullable Problem error) {}

  static DatasetEntity of(
      DatasetRow row,
      Properties said,
      @Nullable Counts counts,
      @Nullable Problem problem,
      Links links) {
    String self = links.self(EntityKind.DATASET, row.id());
    boolean succeeded = row.status().equals("Succeeded");
    return new DatasetEntity(
        self,
        row.kind().text(),
        row.displayName(),
        row.locale(),
        row.description(),
        said.customPropertiesOrNull(),
        links.reference(EntityKind.PROJECT, row.project()),
        row.contentUrl() == null ? null : ShownAddress.of(row.contentUrl()),
        Places.of(self, row.blocks()),
        new Facts(
            row.textNormalization(),
            counts == null ? null : counts.accepted(),
            counts == null ? null : counts.rejected(),
            succeeded && row.durationMs() != null && row.durationMs() > 0
                ? ApiTime.duration(row.durationMs())
                : null,
            said.email(),
            problem),
        row.status(),
        ApiTime.text(row.createdAt()),
        ApiTime.text(row.changedAt()));
  }

  /** Lines of text that are used, and that are not. */
  record Counts(int accepted, int rejected) {}

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }
}

package io.diction.api.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.api.answer.Published;
import io.diction.api.property.Properties;
import io.diction.api.property.TimeToLive;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A transcription as it goes out: its sources never do. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TranscriptionEntity(
    String self,
    String displayName,
    String locale,
    @Nullable String description,
    @Nullable Map<String, String> customProperties,
    EntityReference.@Nullable Link project,
    EntityReference.Link model,
    EntityReference.@Nullable Link dataset,
    Places links,
    Facts properties,
    String status,
    String createdDateTime,
    String lastActionDateTime) {

  /** Where its files are. */
  record Places(String files) {}

  /** How it is written, and what came of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Facts(
      boolean wordLevelTimestampsEnabled,
      boolean displayFormWordLevelTimestampsEnabled,
      boolean diarizationEnabled,
      List<Integer> channels,
      String punctuationMode,
      String profanityFilterMode,
      @Nullable String timeToLive,
      @Nullable String duration,
      @Nullable String email,
      Heard.@Nullable Problem error) {
    Facts {
      channels = List.copyOf(channels);
    }
  }

  static TranscriptionEntity of(TranscriptionRow row, Properties said, Links links) {
    String self = links.self(EntityKind.TRANSCRIPTION, row.id());
    String error = row.errorCode();
    String text = row.errorText();
    return new TranscriptionEntity(
        self,
        row.displayName(),
        row.locale(),
        row.description(),
        said.customPropertiesOrNull(),
        links.reference(EntityKind.PROJECT, row.project()),
        Objects.requireNonNull(links.reference(row.modelKind(), row.modelRef())),
        links.reference(EntityKind.DATASET, row.dataset()),
        new Places(self + "/files"),
        new Facts(
            row.modes().wordTimes(),
            row.modes().displayWordTimes(),
            false,
            row.modes().channels(),
            Published.name(row.modes().punctuation()),
            Published.name(row.modes().profanity()),
            TimeToLive.text(row.timeToLive()),
            row.state() == Order.State.SUCCEEDED ? ApiTime.duration(row.audioMs()) : null,
            said.email(),
            error == null ? null : new Heard.Problem(error, text == null ? "" : text)),
        row.status(),
        ApiTime.text(row.createdAt()),
        ApiTime.text(row.changedAt()));
  }

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }
}

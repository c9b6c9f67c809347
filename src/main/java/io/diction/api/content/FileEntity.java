package io.diction.api.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.answer.ApiTime;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.listing.RowFilter;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file of an entity as it goes out. */
public record FileEntity(
    String self, String name, String kind, String createdDateTime, Size properties, Place links) {

  /** How much of it there is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Size(long size, @Nullable String duration) {}

  /** Where it is. */
  public record Place(String contentUrl) {}

  /**
   * A file before anybody is given its address.
   *
   * @param key tells the files of one entity apart, always in the same way
   * @param kind as published
   * @param durationMs of sound
   * @param source the {@link ContentSource#kind} that knows it
   * @param content by which that knows it
   */
  public record Source(
      String key,
      String name,
      String kind,
      OffsetDateTime createdAt,
      long sizeBytes,
      @Nullable Long durationMs,
      String source,
      String content) {

    /** Made of entity and key, so that it is the same each time. */
    public UUID id(UUID entity) {
      return UUID.nameUUIDFromBytes((entity + "/" + key).getBytes(StandardCharsets.UTF_8));
    }

    public FileEntity entity(EntityKind of, UUID entity, String contentUrl, Links links) {
      return new FileEntity(
          links.self(of, entity) + "/files/" + id(entity),
          name,
          kind,
          ApiTime.text(createdAt),
          new Size(sizeBytes, ApiTime.duration(durationMs)),
          new Place(contentUrl));
    }
  }

  /** All there are, whether or not a list has some of a kind. */
  public static final Set<String> KINDS =
      Set.of(
          "DatasetReport",
          "Audio",
          "LanguageData",
          "PronunciationData",
          "AcousticDataArchive",
          "AcousticDataTranscriptionV2",
          "Transcription",
          "TranscriptionReport",
          "EvaluationDetails",
          "ModelReport",
          "OutputFormattingData");

  /** By what lists of files are filtered. */
  public static final RowFilter<Source> FILTER =
      RowFilter.<Source>none()
          .text("name", Source::name)
          .time("createdDateTime", Source::createdAt)
          .constant("kind", Source::kind, KINDS);
}

package io.diction.api.transcription;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Transcriptions as they go out. */
@Service
class TranscriptionEntities {
  private final TranscriptionList list;
  private final ApiTranscriptions transcriptions;
  private final PropertyRows properties;
  private final Projects projects;

  TranscriptionEntities(
      TranscriptionList list,
      ApiTranscriptions transcriptions,
      PropertyRows properties,
      Projects projects) {
    this.list = list;
    this.transcriptions = transcriptions;
    this.properties = properties;
    this.projects = projects;
  }

  @Transactional(readOnly = true)
  public Slice<TranscriptionEntity> page(ListQuery query, Links links, SignedIn who) {
    return entities(list.page(who.organization(), query), links, who);
  }

  @Transactional(readOnly = true)
  public Slice<TranscriptionEntity> page(
      ProjectId project, ListQuery query, Links links, SignedIn who) {
    return entities(
        list.page(who.organization(), projects.get(project, who).id(), query), links, who);
  }

  @Transactional(readOnly = true)
  public TranscriptionEntity get(UUID id, Links links, SignedIn who) {
    return TranscriptionEntity.of(
        transcriptions.get(id, who),
        properties.get(EntityKind.TRANSCRIPTION, id, who.organization()),
        links);
  }

  private Slice<TranscriptionEntity> entities(
      Slice<TranscriptionRow> rows, Links links, SignedIn who) {
    Map<UUID, Properties> said =
        properties.of(
            EntityKind.TRANSCRIPTION,
            rows.rows().stream().map(TranscriptionRow::id).toList(),
            who.organization());
    return rows.map(
        row -> TranscriptionEntity.of(row, said.getOrDefault(row.id(), Properties.NONE), links));
  }
}

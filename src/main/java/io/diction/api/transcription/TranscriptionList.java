package io.diction.api.transcription;

import io.diction.api.listing.Fields;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.listing.Slices;
import io.diction.identity.OrganizationId;
import io.diction.project.ProjectId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the transcriptions of an organization's programs. */
@Repository
class TranscriptionList {
  private static final String ALL =
      """
      select o.id, coalesce(p.display_name, cast(o.id as varchar(36))) as display_name,
             p.description, o.locale, j.project_id, o.model_kind, o.model_ref, o.dataset_id,
             o.word_times, o.display_word_times, o.channels, o.punctuation, o.profanity,
             o.time_to_live_seconds, o.state, o.error_code, o.error_text, o.audio_ms,
             o.created_at, o.changed_at, o.evaluation_id, o.evaluation_position,
             case o.state when 'NOT_STARTED' then 'NotStarted' when 'RUNNING' then 'Running'
                          when 'SUCCEEDED' then 'Succeeded' else 'Failed' end as status
      from transcription_order o
      left join api_property p
        on p.organization_id = o.organization_id and p.kind = 'TRANSCRIPTION'
          and p.entity_id = o.id
      left join project_member j
        on j.organization_id = o.organization_id and j.kind = 'TRANSCRIPTION'
          and j.member_id = o.id
      where o.organization_id = :organization and o.gone_at is null
      """;

  private static final String NEWEST_FIRST = " order by t.created_at desc, t.id desc";

  private static final Fields FIELDS =
      Fields.none()
          .text("displayName", "t.display_name")
          .text("description", "t.description")
          .time("createdDateTime", "t.created_at")
          .time("lastActionDateTime", "t.changed_at")
          .constant("status", "t.status", Set.of("NotStarted", "Running", "Succeeded", "Failed"))
          .text("locale", "t.locale");

  private final Slices slices;
  private final JdbcClient jdbc;

  TranscriptionList(Slices slices, JdbcClient jdbc) {
    this.slices = slices;
    this.jdbc = jdbc;
  }

  Slice<TranscriptionRow> page(OrganizationId organization, ListQuery query) {
    return slices.read(
        "select t.* from (" + ALL + ") t where %s" + NEWEST_FIRST,
        Map.of("organization", organization.value()),
        FIELDS,
        query,
        TranscriptionRow::of);
  }

  Slice<TranscriptionRow> page(OrganizationId organization, ProjectId project, ListQuery query) {
    return slices.read(
        "select t.* from (" + ALL + ") t where t.project_id = :project and %s" + NEWEST_FIRST,
        Map.of("organization", organization.value(), "project", project.value()),
        FIELDS,
        query,
        TranscriptionRow::of);
  }

  /** The newest one that has ended, or has come as far as it is asked for. */
  Optional<UUID> latest(OrganizationId organization, boolean ended, boolean begun) {
    return jdbc.sql(
            "select t.id from ("
                + ALL
                + ") t where (not :ended or t.status in ('Succeeded', 'Failed'))"
                + " and (not :begun or t.status <> 'NotStarted')"
                + NEWEST_FIRST
                + " limit 1")
        .param("organization", organization.value())
        .param("ended", ended)
        .param("begun", begun)
        .query(UUID.class)
        .optional();
  }

  Optional<TranscriptionRow> find(OrganizationId organization, UUID id) {
    return jdbc.sql("select t.* from (" + ALL + ") t where t.id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(TranscriptionRow::of)
        .optional();
  }
}

package io.diction.api.transcription;

import io.diction.api.listing.EntityList;
import io.diction.api.listing.Slices;
import org.springframework.stereotype.Repository;

/** Reads the transcriptions of an organization's programs. */
@Repository
class TranscriptionList extends EntityList<TranscriptionRow> {
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

  TranscriptionList(Slices slices) {
    super(slices, ALL, FIELDS, TranscriptionRow::of);
  }
}

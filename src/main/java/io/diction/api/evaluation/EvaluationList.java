package io.diction.api.evaluation;

import io.diction.api.listing.EntityList;
import io.diction.api.listing.Slices;
import org.springframework.stereotype.Repository;

/** Reads the evaluations of an organization's programs. */
@Repository
class EvaluationList extends EntityList<EvaluationRow> {
  private static final String ALL =
      """
      select e.id, coalesce(p.display_name, cast(e.id as varchar(36))) as display_name,
             p.description, e.locale, j.project_id, e.model1_kind, e.model1_ref, e.model2_kind,
             e.model2_ref, e.dataset_id, t1.id as transcription1_id,
             t2.id as transcription2_id, e.error_code, e.error_text, e.figures, e.created_at, e.changed_at,
             case e.state when 'NOT_STARTED' then 'NotStarted' when 'RUNNING' then 'Running'
                          when 'SUCCEEDED' then 'Succeeded' else 'Failed' end as status
      from evaluation_order e
      left join api_property p
        on p.organization_id = e.organization_id and p.kind = 'EVALUATION' and p.entity_id = e.id
      left join project_member j
        on j.organization_id = e.organization_id and j.kind = 'EVALUATION' and j.member_id = e.id
      left join transcription_order t1
        on t1.organization_id = e.organization_id and t1.id = e.transcription1_id
          and t1.gone_at is null
      left join transcription_order t2
        on t2.organization_id = e.organization_id and t2.id = e.transcription2_id
          and t2.gone_at is null
      where e.organization_id = :organization
      """;

  EvaluationList(Slices slices) {
    super(slices, ALL, FIELDS, EvaluationRow::of);
  }
}

package io.diction.api.dataset;

import io.diction.api.listing.EntityList;
import io.diction.api.listing.Fields;
import io.diction.api.listing.Slices;
import io.diction.dataset.DatasetKind;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;

/** Reads datasets, those of the portal too, and what is to become one. */
@Repository
class DatasetList extends EntityList<DatasetRow> {
  /** What waits at its report for a person is, for a program, not done. */
  private static final String STATUS =
      """
      case d.status when 'READY' then 'Succeeded' when 'REJECTED' then 'Failed'
                    when 'NEEDS_REVIEW' then 'Running'
                    else case when d.started_at is null and a.running_at is null
                              then 'NotStarted' else 'Running' end
      end
      """;

  private static final String ALL =
      """
      select d.id, d.organization_id, d.rest_kind as kind,
             coalesce(p.display_name, d.name) as display_name, p.description,
             coalesce(d.locale,
                      (select min(m.locale)
                       from model_dataset u join custom_model m on m.id = u.model_id
                       where u.dataset_id = d.id)) as locale,
             j.project_id, %s as status, d.created_at,
             coalesce(case when d.status in ('READY', 'REJECTED') then d.ended_at end,
                      a.running_at, d.started_at, d.created_at) as changed_at,
             a.content_url, a.id is not null and a.content_url is null and not a.whole as blocks,
             a.text_normalization, null as error_code, null as error_text,
             case d.rest_kind when 'Acoustic' then d.clips when 'AudioFiles' then null
                              else cast(d.text_lines as integer) end as lines,
             d.error_count as errors, d.duration_ms as duration_ms
      from dataset d
      left join api_property p
        on p.organization_id = d.organization_id and p.kind = 'DATASET' and p.entity_id = d.id
      left join project_member j
        on j.organization_id = d.organization_id and j.kind = 'DATASET' and j.member_id = d.id
      left join dataset_arrival a on a.id = d.id and a.organization_id = d.organization_id
      where d.organization_id = :organization
      union all
      select a.id, a.organization_id, a.kind,
             coalesce(p.display_name, cast(a.id as varchar(36))), p.description,
             a.locale, j.project_id,
             case a.state when 'RUNNING' then 'Running' when 'FAILED' then 'Failed'
                          else 'NotStarted' end, a.created_at,
             case a.state when 'RUNNING' then coalesce(a.running_at, a.changed_at)
                          when 'FAILED' then a.changed_at else a.created_at end,
             a.content_url, a.content_url is null and not a.whole,
             a.text_normalization, a.error_code, a.error_text,
             cast(null as integer), cast(null as integer), cast(null as bigint)
      from dataset_arrival a
      left join api_property p
        on p.organization_id = a.organization_id and p.kind = 'DATASET' and p.entity_id = a.id
      left join project_member j
        on j.organization_id = a.organization_id and j.kind = 'DATASET' and j.member_id = a.id
      where a.organization_id = :organization and a.state <> 'DONE'
      """
          .formatted(STATUS);

  private static final Fields FIELDS_AND_KIND =
      FIELDS.constant(
          "kind",
          "t.kind",
          Stream.of(DatasetKind.values()).map(DatasetKind::text).collect(Collectors.toSet()));

  DatasetList(Slices slices) {
    super(slices, ALL, FIELDS_AND_KIND, DatasetRow::of);
  }
}

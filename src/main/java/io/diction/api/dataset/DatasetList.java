package io.diction.api.dataset;

import io.diction.api.listing.Fields;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.listing.Slices;
import io.diction.dataset.DatasetKind;
import io.diction.identity.OrganizationId;
import io.diction.project.ProjectId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads datasets, those of the portal too, and what is to become one. */
@Repository
class DatasetList {
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
             d.clips as clips, d.error_count as errors, d.duration_ms as duration_ms
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

  private static final Fields FIELDS =
      Fields.none()
          .text("displayName", "t.display_name")
          .text("description", "t.description")
          .time("createdDateTime", "t.created_at")
          .time("lastActionDateTime", "t.changed_at")
          .constant("status", "t.status", Set.of("NotStarted", "Running", "Succeeded", "Failed"))
          .text("locale", "t.locale")
          .constant(
              "kind",
              "t.kind",
              Stream.of(DatasetKind.values()).map(DatasetKind::text).collect(Collectors.toSet()));

  private final Slices slices;
  private final JdbcClient jdbc;

  DatasetList(Slices slices, JdbcClient jdbc) {
    this.slices = slices;
    this.jdbc = jdbc;
  }

  Slice<DatasetRow> page(OrganizationId organization, ListQuery query) {
    return slices.read(
        "select t.* from (" + ALL + ") t where %s order by t.created_at desc, t.id desc",
        Map.of("organization", organization.value()),
        FIELDS,
        query,
        DatasetRow::of);
  }

  Slice<DatasetRow> page(OrganizationId organization, ProjectId project, ListQuery query) {
    return slices.read(
        "select t.* from ("
            + ALL
            + ") t where t.project_id = :project and %s order by t.created_at desc, t.id desc",
        Map.of("organization", organization.value(), "project", project.value()),
        FIELDS,
        query,
        DatasetRow::of);
  }

  /**
   * @param ended one that is done or failed; otherwise any
   */
  Optional<UUID> latest(OrganizationId organization, boolean ended) {
    return jdbc.sql(
            "select t.id from ("
                + ALL
                + ") t where not :ended or t.status in ('Succeeded', 'Failed')"
                + " order by t.created_at desc, t.id desc limit 1")
        .param("organization", organization.value())
        .param("ended", ended)
        .query(UUID.class)
        .optional();
  }

  Optional<DatasetRow> find(OrganizationId organization, UUID id) {
    return jdbc.sql("select t.* from (" + ALL + ") t where t.id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(DatasetRow::of)
        .optional();
  }
}

package io.diction.api.evaluation;

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

/** Reads the evaluations of an organization's programs. */
@Repository
class EvaluationList {
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
      left join transcription_order t2
        on t2.organization_id = e.organization_id and t2.id = e.transcription2_id
      where e.organization_id = :organization
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

  EvaluationList(Slices slices, JdbcClient jdbc) {
    this.slices = slices;
    this.jdbc = jdbc;
  }

  Slice<EvaluationRow> page(OrganizationId organization, ListQuery query) {
    return slices.read(
        "select t.* from (" + ALL + ") t where %s" + NEWEST_FIRST,
        Map.of("organization", organization.value()),
        FIELDS,
        query,
        EvaluationRow::of);
  }

  Slice<EvaluationRow> page(OrganizationId organization, ProjectId project, ListQuery query) {
    return slices.read(
        "select t.* from (" + ALL + ") t where t.project_id = :project and %s" + NEWEST_FIRST,
        Map.of("organization", organization.value(), "project", project.value()),
        FIELDS,
        query,
        EvaluationRow::of);
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

  Optional<EvaluationRow> find(OrganizationId organization, UUID id) {
    return jdbc.sql("select t.* from (" + ALL + ") t where t.id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(EvaluationRow::of)
        .optional();
  }
}

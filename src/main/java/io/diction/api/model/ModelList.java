package io.diction.api.model;

import io.diction.api.listing.EntityList;
import io.diction.api.listing.Slices;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.VersionId;
import io.diction.identity.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads versions of custom models, those of the portal too: what was made, what is in the making or
 * on its way from elsewhere, and what failed. A training that was called off made none and is none.
 */
@Repository
class ModelList extends EntityList<ModelRow> {
  private static final String JOINED =
      """
      left join api_model a
        on a.id = %1$s.job_id and a.organization_id = m.organization_id
      left join api_property p
        on p.organization_id = m.organization_id and p.kind = 'MODEL' and p.entity_id = %1$s.job_id
      left join project_member j
        on j.organization_id = m.organization_id and j.kind = 'MODEL' and j.member_id = %1$s.job_id
      where %1$s.organization_id = :organization and a.removed_by is null
      """;

  private static final String NAMED =
      """
      coalesce(p.display_name, m.name) as display_name,
      case when p.entity_id is null then nullif(m.description, '') else p.description end
        as description,
      m.locale, j.project_id
      """;

  private static final String ALL =
      """
      select v.job_id as id, v.organization_id, v.model_id, v.id as version_id, v.number,
             v.base_model_id, %1$s, coalesce(a.sole, false) as sole, a.text_dataset_id,
             r.weight_percent, 'Succeeded' as status,
             coalesce(r.asked_at, c.created_at, v.created_at) as created_at,
             v.created_at as changed_at, v.expires_at, v.artifact_sha256, v.settings,
             null as error_code, null as error_text
      from model_version v
      join custom_model m on m.id = v.model_id
      left join training_run r
        on r.job_id = v.job_id and r.organization_id = v.organization_id
      left join model_copy c
        on c.id = v.job_id and c.target_organization_id = v.organization_id
      %2$s
      union all
      select r.job_id, r.organization_id, r.model_id, cast(null as uuid), 0,
             r.base_model_id, %1$s, coalesce(a.sole, false), a.text_dataset_id,
             r.weight_percent,
             case when r.outcome = 'FAILED' then 'Failed'
                  when r.started_at is null then 'NotStarted' else 'Running' end,
             r.asked_at, coalesce(r.ended_at, r.started_at, r.asked_at),
             cast(null as timestamp(6) with time zone), null, null, r.error_code, r.error_text
      from training_run r
      join custom_model m on m.id = r.model_id
      %3$s and (r.outcome is null or r.outcome = 'FAILED')
      union all
      select c.id, c.target_organization_id, c.target_model_id, cast(null as uuid), 0,
             c.base_model_id, coalesce(p.display_name, c.name), p.description, c.locale,
             j.project_id, true, cast(null as uuid), cast(null as integer),
             case c.state when 'QUEUED' then 'NotStarted' when 'RUNNING' then 'Running'
                          else 'Failed' end,
             c.created_at, coalesce(c.ended_at, c.started_at, c.created_at),
             s.expires_at, null, s.settings, c.error_code, c.error_text
      from model_copy c
      left join model_version s on s.id = c.version_id and s.organization_id = c.organization_id
      left join api_property p
        on p.organization_id = c.target_organization_id and p.kind = 'MODEL'
          and p.entity_id = c.id
      left join project_member j
        on j.organization_id = c.target_organization_id and j.kind = 'MODEL'
          and j.member_id = c.id
      where c.target_organization_id = :organization and c.state <> 'DONE' and not c.removed
      """
          .formatted(NAMED, JOINED.formatted("v"), JOINED.formatted("r"));

  private final JdbcClient jdbc;

  ModelList(Slices slices, JdbcClient jdbc) {
    super(slices, ALL, FIELDS, ModelRow::of);
    this.jdbc = jdbc;
  }

  /** How many others there are of the same custom model, those that only the portal shows too. */
  long others(OrganizationId organization, CustomModelId model, UUID except) {
    return jdbc.sql(
            """
            select (select count(*) from model_version v
                    where v.organization_id = :organization and v.model_id = :model
                      and v.job_id <> :except)
                 + (select count(*) from training_run r
                    where r.organization_id = :organization and r.model_id = :model
                      and r.outcome is null and r.job_id <> :except)
            """)
        .param("organization", organization.value())
        .param("model", model.value())
        .param("except", except)
        .query(Long.class)
        .single();
  }

  /** Of which something is still said that are gone with their custom model. */
  List<UUID> gone(OrganizationId organization) {
    return jdbc.sql(
            """
            select said.id
            from (select entity_id as id from api_property
                  where organization_id = :organization and kind = 'MODEL'
                  union
                  select member_id from project_member
                  where organization_id = :organization and kind = 'MODEL') said
            where not exists (select 1 from model_version v where v.job_id = said.id)
              and not exists (select 1 from training_run r where r.job_id = said.id)
              and not exists (select 1 from model_copy c
                              where c.id = said.id and c.state <> 'DONE' and not c.removed)
            """)
        .param("organization", organization.value())
        .query(UUID.class)
        .list();
  }

  /** What a training makes. */
  Optional<UUID> findJob(OrganizationId organization, UUID run) {
    return jdbc.sql(
            "select job_id from training_run where organization_id = :organization and id = :run")
        .param("organization", organization.value())
        .param("run", run)
        .query(UUID.class)
        .optional();
  }

  /** What a version is known by. */
  Optional<UUID> findId(OrganizationId organization, VersionId version) {
    return jdbc.sql(
            """
            select job_id from model_version
            where organization_id = :organization and id = :version
            """)
        .param("organization", organization.value())
        .param("version", version.value())
        .query(UUID.class)
        .optional();
  }
}

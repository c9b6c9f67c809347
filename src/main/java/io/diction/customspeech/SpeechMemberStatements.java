package io.diction.customspeech;

/**
 * What there is of each kind, in a project or in none, with the columns of {@link SpeechMember}: as
 * the lists of the API have it, whose tables these are, and with tests that the portal alone knows.
 */
final class SpeechMemberStatements {
  private static final String NAMED =
      """
      left join api_property p
        on p.organization_id = %1$s.organization_id and p.kind = '%2$s' and p.entity_id = %1$s.%3$s
      left join project_member j
        on j.organization_id = %1$s.organization_id and j.kind = '%2$s' and j.member_id = %1$s.%3$s
      """;

  private static final String NEVER = "cast(null as timestamp(6) with time zone)";

  private static final String DATASETS =
      """
      select d.id, coalesce(p.display_name, d.name) as name, d.rest_kind as detail, 0 as number,
             case d.status when 'READY' then 'DONE' when 'REJECTED' then 'FAILED'
                           when 'NEEDS_REVIEW' then 'REVIEW' else 'RUNNING' end as state,
             coalesce(d.locale,
                      (select min(m.locale)
                       from model_dataset u join custom_model m on m.id = u.model_id
                       where u.dataset_id = d.id)) as locale,
             j.project_id,
             (select u.model_id from model_dataset u where u.dataset_id = d.id
              order by u.model_id limit 1) as model_id,
             true as connected, d.created_at, %1$s as expires_at
      from dataset d
      %2$s
      where d.organization_id = :organization
      union all
      select a.id, coalesce(p.display_name, cast(a.id as varchar(36))), a.kind, 0,
             case a.state when 'FAILED' then 'FAILED' when 'RUNNING' then 'RUNNING'
                          else 'WAITING' end,
             a.locale, j.project_id, cast(null as uuid), true, a.created_at, %1$s
      from dataset_arrival a
      %3$s
      where a.organization_id = :organization and a.state <> 'DONE'
      """
          .formatted(
              NEVER, NAMED.formatted("d", "DATASET", "id"), NAMED.formatted("a", "DATASET", "id"));

  private static final String MODELS =
      """
      select v.job_id as id, coalesce(p.display_name, m.name) as name, b.name as detail, v.number,
             'DONE' as state, m.locale, j.project_id, v.model_id, true as connected,
             v.created_at, v.expires_at
      from model_version v
      join custom_model m on m.id = v.model_id
      join base_model b on b.id = v.base_model_id
      left join api_model a on a.id = v.job_id and a.organization_id = v.organization_id
      %2$s
      where v.organization_id = :organization and a.removed_by is null
      union all
      select r.job_id, coalesce(p.display_name, m.name), b.name, 0,
             case when r.outcome = 'FAILED' then 'FAILED'
                  when r.started_at is null then 'WAITING' else 'RUNNING' end,
             m.locale, j.project_id, r.model_id, true, r.asked_at, %1$s
      from training_run r
      join custom_model m on m.id = r.model_id
      join base_model b on b.id = r.base_model_id
      left join api_model a on a.id = r.job_id and a.organization_id = r.organization_id
      %3$s
      where r.organization_id = :organization and a.removed_by is null
        and (r.outcome is null or r.outcome = 'FAILED')
      union all
      select c.id, coalesce(p.display_name, c.name), b.name, 0,
             case c.state when 'QUEUED' then 'WAITING' when 'RUNNING' then 'RUNNING'
                          else 'FAILED' end,
             c.locale, j.project_id, cast(null as uuid), true, c.created_at, %1$s
      from model_copy c
      join base_model b on b.id = c.base_model_id
      left join api_property p
        on p.organization_id = c.target_organization_id and p.kind = 'MODEL'
          and p.entity_id = c.id
      left join project_member j
        on j.organization_id = c.target_organization_id and j.kind = 'MODEL'
          and j.member_id = c.id
      where c.target_organization_id = :organization and c.state <> 'DONE' and not c.removed
      """
          .formatted(
              NEVER,
              NAMED.formatted("v", "MODEL", "job_id"),
              NAMED.formatted("r", "MODEL", "job_id"));

  private static final String TESTS =
      """
      select e.id, coalesce(p.display_name, cast(e.id as varchar(36))) as name, '' as detail,
             0 as number,
             case e.state when 'NOT_STARTED' then 'WAITING' when 'RUNNING' then 'RUNNING'
                          when 'SUCCEEDED' then 'DONE' else 'FAILED' end as state,
             e.locale, j.project_id, m.id as model_id, true as connected, e.created_at,
             %1$s as expires_at
      from evaluation_order e
      left join test_run r on r.id = e.id and r.organization_id = e.organization_id
      left join custom_model m on m.id = r.model_id and m.organization_id = e.organization_id
      %2$s
      where e.organization_id = :organization
      union all
      select distinct r.id, r.name, '', 0,
             case r.state when 'QUEUED' then 'WAITING' when 'RUNNING' then 'RUNNING'
                          when 'SUCCEEDED' then 'DONE' else 'FAILED' end,
             r.locale, j.project_id, r.model_id, false, r.created_at, %1$s
      from test_run r
      join test_subject s on s.run_id = r.id
      join model_version v on v.id = s.version_id and v.organization_id = r.organization_id
      join project_member j
        on j.organization_id = r.organization_id and j.kind = 'MODEL' and j.member_id = v.job_id
      where r.organization_id = :organization
        and not exists (select 1 from evaluation_order e where e.id = r.id)
      """
          .formatted(NEVER, NAMED.formatted("e", "EVALUATION", "id"));

  private static final String ENDPOINTS =
      """
      select e.id, coalesce(p.display_name, cast(e.id as varchar(36))) as name,
             coalesce(b.name, m.name, '') as detail, 0 as number,
             case e.state when 'NOT_STARTED' then 'WAITING' when 'RUNNING' then 'RUNNING'
                          when 'SUCCEEDED' then 'DONE' else 'FAILED' end as state,
             e.locale, j.project_id, m.id as model_id, true as connected, e.created_at,
             %1$s as expires_at
      from endpoint e
      left join base_model b on b.id = e.model_ref and e.model_kind = 'BASE_MODEL'
      left join model_version v on v.job_id = e.model_ref and v.organization_id = e.organization_id
      left join custom_model m on m.id = v.model_id
      %2$s
      where e.organization_id = :organization
      """
          .formatted(NEVER, NAMED.formatted("e", "ENDPOINT", "id"));

  private SpeechMemberStatements() {}

  /** All of an organization, as {@code t}. */
  static String of(SpeechTab tab) {
    String all =
        switch (tab) {
          case DATASETS -> DATASETS;
          case MODELS -> MODELS;
          case TESTS -> TESTS;
          case ENDPOINTS -> ENDPOINTS;
        };
    return "from (" + all + ") t";
  }
}

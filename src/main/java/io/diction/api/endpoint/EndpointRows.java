package io.diction.api.endpoint;

import io.diction.api.answer.EntityReference;
import io.diction.api.endpoint.Endpoint.State;
import io.diction.api.listing.EntityList;
import io.diction.api.listing.Slices;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of endpoints. */
@Repository
class EndpointRows extends EntityList<Endpoint> {
  private static final int LONGEST_TEXT = 2000;

  private static final String ALL =
      """
      select e.id, e.organization_id, p.description, e.locale, j.project_id, e.model_kind,
             coalesce(p.display_name, cast(e.id as varchar(36))) as display_name,
             e.model_ref, e.logging, e.time_to_live_seconds, e.state, e.error_code, e.error_text,
             e.job_id, e.created_by, e.created_at, e.changed_at,
             case e.state when 'NOT_STARTED' then 'NotStarted' when 'RUNNING' then 'Running'
                          when 'SUCCEEDED' then 'Succeeded' else 'Failed' end as status
      from endpoint e
      left join api_property p
        on p.organization_id = e.organization_id and p.kind = 'ENDPOINT' and p.entity_id = e.id
      left join project_member j
        on j.organization_id = e.organization_id and j.kind = 'ENDPOINT' and j.member_id = e.id
      where e.organization_id = :organization
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  EndpointRows(JdbcClient jdbc, Slices slices, Clock clock) {
    super(slices, ALL, FIELDS, EndpointRows::endpoint);
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** One whose time is over. */
  record Over(UUID id, OrganizationId organization) {}

  OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  /** The same, held until the transaction ends. */
  Optional<Endpoint> lock(OrganizationId organization, UUID id) {
    return jdbc.sql(
            """
            select id from endpoint
            where organization_id = :organization and id = :id
            for update
            """)
        .param("organization", organization.value())
        .param("id", id)
        .query(UUID.class)
        .optional()
        .flatMap(locked -> find(organization, locked));
  }

  void add(Endpoint endpoint) {
    Duration life = endpoint.timeToLive();
    jdbc.sql(
            """
            insert into endpoint (id, organization_id, locale, model_kind, model_ref, logging,
                                  time_to_live_seconds, state, job_id, created_at, created_by,
                                  changed_at)
            values (:id, :organization, :locale, :kind, :model, :logging,
                    :life, :state, :job, :created, :by,
                    :created)
            """)
        .param("id", endpoint.id())
        .param("organization", endpoint.organization().value())
        .param("locale", endpoint.locale())
        .param("kind", endpoint.model().kind().name())
        .param("model", endpoint.model().id())
        .param("logging", endpoint.logging())
        .param("life", life == null ? null : life.toSeconds())
        .param("state", endpoint.state().name())
        .param("job", endpoint.job())
        .param("created", endpoint.createdAt())
        .param("by", endpoint.createdBy().value())
        .update();
  }

  void logging(OrganizationId organization, UUID id, boolean logging) {
    jdbc.sql(
            """
            update endpoint set logging = :logging
            where organization_id = :organization and id = :id
            """)
        .param("logging", logging)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Another model, which a job deploys. */
  void redeploy(OrganizationId organization, UUID id, EntityReference model, UUID job) {
    jdbc.sql(
            """
            update endpoint
            set model_kind = :kind, model_ref = :model, job_id = :job, state = 'NOT_STARTED',
                changed_at = :now, error_code = null, error_text = null, delete_at = null
            where organization_id = :organization and id = :id
            """)
        .param("kind", model.kind().name())
        .param("model", model.id())
        .param("job", job)
        .param("now", now())
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  void running(OrganizationId organization, UUID id) {
    jdbc.sql(
            """
            update endpoint set state = 'RUNNING', changed_at = :now
            where organization_id = :organization and id = :id
            """)
        .param("now", now())
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** From now on its time to live counts. */
  void ended(Endpoint endpoint, State state, @Nullable String code, @Nullable String text) {
    OffsetDateTime now = now();
    Duration life = endpoint.timeToLive();
    jdbc.sql(
            """
            update endpoint
            set state = :state, changed_at = :now, error_code = :code, error_text = :text,
                delete_at = :delete
            where organization_id = :organization and id = :id
            """)
        .param("state", state.name())
        .param("now", now)
        .param("code", code)
        .param(
            "text",
            text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT))
        .param("delete", life == null ? null : now.plus(life))
        .param("organization", endpoint.organization().value())
        .param("id", endpoint.id())
        .update();
  }

  void remove(OrganizationId organization, UUID id) {
    jdbc.sql("delete from endpoint where organization_id = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Of all organizations. */
  List<Over> over(int most) {
    return jdbc.sql(
            """
            select id, organization_id from endpoint
            where delete_at <= :now order by delete_at limit :most
            """)
        .param("now", now())
        .param("most", most)
        .query(
            (row, number) ->
                new Over(
                    row.getObject("id", UUID.class),
                    new OrganizationId(row.getObject("organization_id", UUID.class))))
        .list();
  }

  /** Whether its time is over, as far as nobody has changed that meanwhile. */
  boolean isOver(OrganizationId organization, UUID id) {
    return jdbc.sql(
                """
                select count(*) from endpoint
                where organization_id = :organization and id = :id and delete_at <= :now
                """)
            .param("organization", organization.value())
            .param("id", id)
            .param("now", now())
            .query(Long.class)
            .single()
        > 0;
  }

  private static Endpoint endpoint(ResultSet row, int number) throws SQLException {
    Long life = row.getObject("time_to_live_seconds", Long.class);
    return new Endpoint(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("display_name"),
        row.getString("description"),
        row.getObject("project_id", UUID.class),
        row.getString("locale"),
        Endpoint.model(row.getString("model_kind"), row.getObject("model_ref", UUID.class)),
        row.getBoolean("logging"),
        life == null ? null : Duration.ofSeconds(life),
        State.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getObject("job_id", UUID.class),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("changed_at", OffsetDateTime.class));
  }
}

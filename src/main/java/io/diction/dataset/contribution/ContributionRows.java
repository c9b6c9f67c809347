package io.diction.dataset.contribution;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.contribution.Contribution.State;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.storage.BlobOwner;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The table of what is offered. */
@Repository
class ContributionRows implements BlobOwner {
  private static final int AT_ONCE = 1000;

  private static final String SELECTED =
      """
      select c.id, c.model_id, c.organization_id, o.name as organization_name, c.name, c.sha256,
             c.size_bytes, c.state, c.files, c.audio_seconds, c.errors, c.warnings, c.findings,
             c.reason, c.created_at, c.decided_at
      from contribution c
      join organization o on o.id = c.organization_id
      """;

  private final JdbcClient jdbc;

  ContributionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Contribution offered, UserId by) {
    jdbc.sql(
            """
            insert into contribution (
              id, model_id, organization_id, user_id, name, sha256, size_bytes, state, files,
              audio_seconds, errors, warnings, findings, reason, created_at)
            values (
              :id, :model, :organization, :user, :name, :sha256, :bytes, :state, 0,
              0, 0, 0, '[]', '', :now)
            """)
        .param("id", offered.id())
        .param("model", offered.model().value())
        .param("organization", offered.organization().value())
        .param("user", by.value())
        .param("name", offered.name())
        .param("sha256", offered.sha256())
        .param("bytes", offered.bytes())
        .param("state", offered.state().name())
        .param("now", offered.createdAt())
        .update();
  }

  /**
   * What one organization offers for a model, or, for its owner, everybody: what is not decided
   * yet, then the rest, the latest first.
   */
  List<Contribution> of(CustomModelId model, Optional<OrganizationId> from, GridQuery query) {
    return listed(
            SELECTED
                + """
                where c.model_id = :model
                  and (:everybody or c.organization_id = :organization)
                  and (not :everybody or c.state <> 'WITHDRAWN')
                order by case when c.state in ('CHECKING', 'WAITING') then 0 else 1 end,
                         c.created_at desc, c.id desc
                limit :size offset :offset
                """,
            model,
            from)
        .param("size", query.size())
        .param("offset", query.offset())
        .query(ContributionRows::map)
        .list();
  }

  /** How many of these there are. */
  long count(CustomModelId model, Optional<OrganizationId> from) {
    return listed(
            """
            select count(*)
            from contribution
            where model_id = :model
              and (:everybody or organization_id = :organization)
              and (not :everybody or state <> 'WITHDRAWN')
            """,
            model,
            from)
        .query(Long.class)
        .single();
  }

  private StatementSpec listed(String sql, CustomModelId model, Optional<OrganizationId> from) {
    return jdbc.sql(sql)
        .param("model", model.value())
        .param("everybody", from.isEmpty())
        .param("organization", from.map(OrganizationId::value).orElse(new UUID(0, 0)));
  }

  /** Inside a transaction it stays locked: of two who decide the second finds it decided. */
  Optional<Contribution> lock(UUID id, OrganizationId reader) {
    boolean there =
        jdbc.sql(
                """
                select c.id
                from contribution c
                where c.id = :id
                  and (c.organization_id = :organization
                       or exists (select 1 from custom_model m
                                  where m.id = c.model_id and m.organization_id = :organization))
                for update
                """)
            .param("id", id)
            .param("organization", reader.value())
            .query(UUID.class)
            .optional()
            .isPresent();
    return there ? find(id, reader) : Optional.empty();
  }

  /**
   * @param reader who offers it, or owns the model
   */
  Optional<Contribution> find(UUID id, OrganizationId reader) {
    return jdbc.sql(
            SELECTED
                + """
                where c.id = :id
                  and (c.organization_id = :organization
                       or exists (select 1 from custom_model m
                                  where m.id = c.model_id and m.organization_id = :organization))
                """)
        .param("id", id)
        .param("organization", reader.value())
        .query(ContributionRows::map)
        .optional();
  }

  List<UUID> open(CustomModelId model, OrganizationId from) {
    return jdbc.sql(
            """
            select id
            from contribution
            where organization_id = :organization and model_id = :model
              and state in ('CHECKING', 'WAITING')
            """)
        .param("organization", from.value())
        .param("model", model.value())
        .query(UUID.class)
        .list();
  }

  /** How much an organization offers for a model that waits to be decided on. */
  int waiting(CustomModelId model, OrganizationId from) {
    return jdbc.sql(
            """
            select count(*)
            from contribution
            where organization_id = :organization and model_id = :model and state = 'WAITING'
            """)
        .param("organization", from.value())
        .param("model", model.value())
        .query(Integer.class)
        .single();
  }

  void checked(
      Contribution of, int files, double seconds, long errors, long warnings, String findings) {
    jdbc.sql(
            """
            update contribution
            set state = 'WAITING', files = :files, audio_seconds = :seconds, errors = :errors,
                warnings = :warnings, findings = :findings
            where id = :id and organization_id = :organization and state = 'CHECKING'
            """)
        .param("files", files)
        .param("seconds", seconds)
        .param("errors", errors)
        .param("warnings", warnings)
        .param("findings", findings)
        .param("id", of.id())
        .param("organization", of.organization().value())
        .update();
  }

  void decide(Contribution of, State state, String reason, OffsetDateTime now) {
    jdbc.sql(
            """
            update contribution
            set state = :state, reason = :reason, decided_at = :now
            where id = :id and organization_id = :organization
            """)
        .param("state", state.name())
        .param("reason", reason)
        .param("now", now)
        .param("id", of.id())
        .param("organization", of.organization().value())
        .update();
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select organization_id, sha256, name
            from contribution
            where state in ('CHECKING', 'WAITING')
            """)
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("sha256"),
                      "offered training data " + row.getString("name")));
            });
  }

  private static Contribution map(ResultSet row, int number) throws SQLException {
    return new Contribution(
        row.getObject("id", UUID.class),
        new CustomModelId(row.getObject("model_id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("organization_name"),
        row.getString("name"),
        row.getString("sha256"),
        row.getLong("size_bytes"),
        State.valueOf(row.getString("state")),
        row.getInt("files"),
        row.getDouble("audio_seconds"),
        row.getLong("errors"),
        row.getLong("warnings"),
        row.getString("findings"),
        row.getString("reason"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("decided_at", OffsetDateTime.class));
  }
}

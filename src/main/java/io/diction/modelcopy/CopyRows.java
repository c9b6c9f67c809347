package io.diction.modelcopy;

import io.diction.catalog.BaseModelId;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.VersionId;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of copies. */
@Repository
class CopyRows {
  private static final int LONGEST_TEXT = 2000;

  private static final String SELECT =
      """
      select id, organization_id, version_id, version_label, target_organization_id,
             target_model_id, name, locale, base_model_id, target_user, target_user_name, state,
             error_code, error_text, created_at, started_at, ended_at
      from model_copy
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  CopyRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }

  void add(ModelCopy copy, SignedIn asked) {
    jdbc.sql(
            """
            insert into model_copy (
              id, organization_id, version_id, version_label, target_organization_id,
              target_model_id, name, locale, base_model_id, asked_by, asked_by_name, target_user,
              target_user_name, state, created_at, removed)
            values (
              :id, :organization, :version, :label, :target, :model, :name, :locale, :base, :by,
              :byName, :user, :userName, :state, :createdAt, false)
            """)
        .param("id", copy.id())
        .param("organization", copy.source().value())
        .param("version", copy.version().value())
        .param("label", copy.versionLabel())
        .param("target", copy.target().value())
        .param("model", copy.targetModel().value())
        .param("name", copy.name())
        .param("locale", copy.locale())
        .param("base", copy.baseModel().value())
        .param("by", asked.user().value())
        .param("byName", asked.displayName())
        .param("user", copy.targetUser().value())
        .param("userName", copy.targetUserName())
        .param("state", copy.state().name())
        .param("createdAt", copy.createdAt())
        .update();
  }

  Optional<ModelCopy> find(OrganizationId source, UUID id) {
    return jdbc.sql(SELECT + "where id = :id and organization_id = :organization")
        .param("id", id)
        .param("organization", source.value())
        .query(CopyRows::copy)
        .optional();
  }

  /** One that was not removed before it came. */
  Optional<ModelCopy> findForTarget(OrganizationId target, UUID id) {
    return jdbc.sql(
            SELECT + "where id = :id and target_organization_id = :organization and not removed")
        .param("id", id)
        .param("organization", target.value())
        .query(CopyRows::copy)
        .optional();
  }

  boolean isUnderWay(VersionId version) {
    return jdbc.sql("select count(*) from model_copy where version_id = :v and ended_at is null")
            .param("v", version.value())
            .query(Long.class)
            .single()
        > 0;
  }

  void started(OrganizationId source, UUID id) {
    jdbc.sql(
            """
            update model_copy set state = 'RUNNING', started_at = coalesce(started_at, :now)
            where id = :id and organization_id = :organization and ended_at is null
            """)
        .param("now", now())
        .param("id", id)
        .param("organization", source.value())
        .update();
  }

  /**
   * @return false where it has ended already, or was removed
   */
  boolean end(
      OrganizationId source,
      UUID id,
      CopyState state,
      @Nullable String errorCode,
      @Nullable String errorText) {
    return jdbc.sql(
                """
                update model_copy
                set state = :state, error_code = :code, error_text = :text, ended_at = :now
                where id = :id and organization_id = :organization and ended_at is null
                """)
            .param("state", state.name())
            .param("code", errorCode)
            .param(
                "text",
                errorText == null || errorText.length() <= LONGEST_TEXT
                    ? errorText
                    : errorText.substring(0, LONGEST_TEXT))
            .param("now", now())
            .param("id", id)
            .param("organization", source.value())
            .update()
        == 1;
  }

  void remove(OrganizationId target, UUID id) {
    jdbc.sql(
            """
            update model_copy set removed = true
            where id = :id and target_organization_id = :organization
            """)
        .param("id", id)
        .param("organization", target.value())
        .update();
  }

  private static ModelCopy copy(ResultSet row, int number) throws SQLException {
    return new ModelCopy(
        uuid(row, "id"),
        new OrganizationId(uuid(row, "organization_id")),
        new VersionId(uuid(row, "version_id")),
        row.getString("version_label"),
        new OrganizationId(uuid(row, "target_organization_id")),
        new CustomModelId(uuid(row, "target_model_id")),
        row.getString("name"),
        row.getString("locale"),
        new BaseModelId(uuid(row, "base_model_id")),
        new UserId(uuid(row, "target_user")),
        row.getString("target_user_name"),
        CopyState.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("started_at", OffsetDateTime.class),
        row.getObject("ended_at", OffsetDateTime.class));
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }
}

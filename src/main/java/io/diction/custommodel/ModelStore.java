package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads models through the access table and keeps that table's copies in step. */
@Repository
class ModelStore {
  private static final CustomModelId NONE = new CustomModelId(new UUID(0, 0));

  /** What a training says names files and words of the owner: nobody else reads it. */
  private static final String VIEW =
      """
      select m.id, m.organization_id, o.name as owner_name, a.permission, m.name, m.description,
             m.domain, m.locale, m.language_key, m.status, m.queued, m.progress, m.status_at,
             case when a.permission = 'OWNER' then m.job_id end as job_id,
             case when a.permission = 'OWNER' then m.stage else '' end as stage,
             case when a.permission = 'OWNER' then m.error_code end as error_code,
             case when a.permission = 'OWNER' then m.error_text end as error_text,
             case when a.permission = 'OWNER' then m.auto_obstacle end as auto_obstacle,
             m.data_ready, m.data_ready or m.vocabulary_ready as fed, m.data_revision, m.trained_revision, m.auto_train,
             m.data_revision > m.queued_revision as untried, m.versions, v.id as accepted_version_id,
             v.number as accepted_number, v.expires_at,
             case
               when a.permission = 'OWNER' then m.awaiting_acceptance
               else a.permission <> 'VIEW' and v.id <> m.accepted_version_id
             end as awaiting_acceptance,
             m.archived_at, m.created_at, m.modified_at
      from model_access a
      join custom_model m on m.id = a.model_id
      join organization o on o.id = m.organization_id
      left join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
      """;

  private final CustomModelRepository models;
  private final JdbcClient jdbc;
  private final Clock clock;

  ModelStore(CustomModelRepository models, JdbcClient jdbc, Clock clock) {
    this.models = models;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }

  /** The model, locked until the transaction ends. Only for its owner's users. */
  CustomModel lockOwn(CustomModelId id, SignedIn who) {
    return models
        .findLockedByIdAndOrganizationId(id.value(), who.organization().value())
        .orElseThrow(() -> refusal(id, who.organization()));
  }

  /** The model, locked until the transaction ends, for work that nobody signed in does. */
  CustomModel lock(CustomModelId id) {
    return models.findLockedById(id.value()).orElseThrow(NotFound::new);
  }

  /** Those that are still there, as of now. */
  List<CustomModel> all(Collection<CustomModelId> ids) {
    return ids.isEmpty()
        ? List.of()
        : models.readByIdIn(ids.stream().map(CustomModelId::value).distinct().toList());
  }

  /** Who sees a shared model may know that it exists; for everyone else it does not. */
  RuntimeException refusal(CustomModelId id, OrganizationId organization) {
    return find(id, organization).isPresent()
        ? new NotAllowed("custommodel.shared-read-only")
        : new NotFound();
  }

  void add(CustomModel model) {
    model.noteAttention();
    CustomModel saved = models.save(model);
    jdbc.sql(
            """
            insert into model_access (
              model_id, organization_id, permission, default_for_language, from_at, until_at,
              name_key, status, language_key, modified_at)
            values (
              :model, :organization, 'OWNER', false, :from, null,
              :nameKey, :status, :languageKey, :modifiedAt)
            """)
        .param("model", saved.id().value())
        .param("organization", saved.organization().value())
        .param("from", saved.modifiedAt())
        .param("nameKey", new ModelName(saved.name()).key())
        .param("status", saved.status().id())
        .param("languageKey", saved.languageKey())
        .param("modifiedAt", saved.modifiedAt())
        .update();
  }

  void save(CustomModel model) {
    model.noteAttention();
    CustomModel saved = models.save(model);
    jdbc.sql(
            """
            update model_access
            set name_key = :nameKey, status = :status, modified_at = :modifiedAt
            where model_id = :model
            """)
        .param("nameKey", new ModelName(saved.name()).key())
        .param("status", saved.status().id())
        .param("modifiedAt", saved.modifiedAt())
        .param("model", saved.id().value())
        .update();
  }

  /** Versions, vocabulary and access go with it. */
  void delete(CustomModel model) {
    models.deleteById(model.id().value());
  }

  /** Progress alone: neither the time of change nor the lock is touched. */
  void progress(CustomModelId id, double fraction, String stage) {
    jdbc.sql(
            """
            update custom_model
            set progress = :fraction, stage = :stage
            where id = :id and status = :running
            """)
        .param("fraction", fraction)
        .param("stage", stage)
        .param("id", id.value())
        .param("running", ModelStatus.RUNNING.id())
        .update();
  }

  long ownModels(OrganizationId organization) {
    return jdbc.sql("select count(*) from custom_model where organization_id = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  boolean hasName(OrganizationId organization, String nameKey) {
    return hasName(organization, nameKey, NONE);
  }

  /**
   * @param except does not count
   */
  boolean hasName(OrganizationId organization, String nameKey, CustomModelId except) {
    return jdbc.sql(
            """
            select model_id
            from model_access
            where organization_id = :organization and name_key = :key and model_id <> :except
            fetch first 1 rows only
            """)
        .param("organization", organization.value())
        .param("key", nameKey)
        .param("except", except.value())
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  /** Who else sees the model now, by name. */
  List<CustomModels.Access> accesses(CustomModelId id) {
    return jdbc.sql(
            """
            select o.name, a.permission, a.default_for_language, a.from_at, a.until_at
            from model_access a
            join organization o on o.id = a.organization_id
            where a.model_id = :model
              and a.permission <> 'OWNER'
              and (a.until_at is null or a.until_at > :now)
            order by o.name_key, o.id
            """)
        .param("model", id.value())
        .param("now", now())
        .query(
            (row, number) ->
                new CustomModels.Access(
                    row.getString("name"),
                    Permission.valueOf(row.getString("permission")),
                    row.getBoolean("default_for_language"),
                    row.getObject("from_at", OffsetDateTime.class),
                    row.getObject("until_at", OffsetDateTime.class)))
        .list();
  }

  /** The organizations other than the owner that see the model now, by name. */
  List<String> sharedWith(CustomModelId id) {
    return jdbc.sql(
            """
            select o.name
            from model_access a
            join organization o on o.id = a.organization_id
            where a.model_id = :model
              and a.permission <> 'OWNER'
              and (a.until_at is null or a.until_at > :now)
            order by o.name_key, o.id
            """)
        .param("model", id.value())
        .param("now", now())
        .query(String.class)
        .list();
  }

  Optional<ModelView> find(CustomModelId id, OrganizationId organization) {
    return jdbc.sql(
            VIEW
                + """
                where a.organization_id = :organization
                  and a.model_id = :model
                  and (a.until_at is null or a.until_at > :now)
                """)
        .param("organization", organization.value())
        .param("model", id.value())
        .param("now", now())
        .query(ModelStore::map)
        .optional();
  }

  Optional<ModelView> findForOwner(CustomModelId id) {
    return jdbc.sql(VIEW + "where a.model_id = :model and a.permission = 'OWNER'")
        .param("model", id.value())
        .query(ModelStore::map)
        .optional();
  }

  private static ModelView map(ResultSet row, int number) throws SQLException {
    UUID accepted = row.getObject("accepted_version_id", UUID.class);
    return new ModelView(
        new CustomModelId(row.getObject("id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("owner_name"),
        Permission.valueOf(row.getString("permission")),
        row.getString("name"),
        row.getString("description"),
        row.getString("domain"),
        row.getString("locale"),
        row.getString("language_key"),
        ModelStatus.of(row.getInt("status")),
        row.getBoolean("queued"),
        row.getObject("job_id", UUID.class),
        row.getDouble("progress"),
        row.getString("stage"),
        row.getObject("status_at", OffsetDateTime.class),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getBoolean("data_ready"),
        row.getBoolean("fed"),
        row.getLong("data_revision"),
        row.getLong("trained_revision"),
        row.getBoolean("auto_train"),
        row.getString("auto_obstacle"),
        row.getBoolean("untried"),
        row.getInt("versions"),
        accepted == null ? null : new VersionId(accepted),
        row.getInt("accepted_number"),
        row.getObject("expires_at", OffsetDateTime.class),
        row.getBoolean("awaiting_acceptance"),
        row.getObject("archived_at", OffsetDateTime.class),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("modified_at", OffsetDateTime.class));
  }
}

package io.diction.custommodel;

import io.diction.catalog.BaseModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.storage.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of versions. */
@Repository
class VersionRows {
  private static final double NANOS = 1e9;

  private static final String COLUMNS =
      """
      v.id, v.model_id, v.number, v.job_id, v.base_model_id, v.data_revision, v.artifact_sha256,
      v.artifact_bytes, v.seed, v.engine, v.settings, v.test_words, v.base_errors, v.custom_errors,
      v.perplexity, v.vocabulary_size, v.data_seconds, v.training_seconds, v.created_at,
      v.expires_at, v.accepted_at
      """;

  private final JdbcClient jdbc;

  VersionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(ModelVersion version, OrganizationId owner) {
    NewVersion made = version.made();
    Metrics metrics = made.metrics();
    jdbc.sql(
            """
            insert into model_version (
              id, model_id, organization_id, number, job_id, base_model_id, data_revision,
              artifact_sha256, artifact_bytes, seed, engine, settings, test_words, base_errors,
              custom_errors, perplexity, vocabulary_size, data_seconds, training_seconds,
              created_at, expires_at)
            values (
              :id, :model, :organization, :number, :job, :baseModel, :dataRevision,
              :sha256, :bytes, :seed, :engine, :settings, :testWords, :baseErrors,
              :customErrors, :perplexity, :vocabularySize, :data, :training,
              :createdAt, :expiresAt)
            """)
        .param("id", version.id().value())
        .param("model", version.model().value())
        .param("organization", owner.value())
        .param("number", version.number())
        .param("job", version.job())
        .param("baseModel", made.baseModel().value())
        .param("dataRevision", version.dataRevision())
        .param("sha256", made.artifact().sha256())
        .param("bytes", made.artifact().sizeBytes())
        .param("seed", made.seed())
        .param("engine", made.engine())
        .param("settings", made.settings())
        .param("testWords", metrics.testWords())
        .param("baseErrors", metrics.baseErrors())
        .param("customErrors", metrics.customErrors())
        .param("perplexity", metrics.perplexity())
        .param("vocabularySize", metrics.vocabularySize())
        .param("data", metrics.data().toNanos() / NANOS)
        .param("training", metrics.training().toNanos() / NANOS)
        .param("createdAt", version.createdAt())
        .param("expiresAt", made.expiresAt())
        .update();
  }

  /**
   * Versions of a model that the organization sees, the newest first; of another owner's those that
   * were ever in use.
   */
  List<ModelVersion> of(CustomModelId model, OrganizationId organization, OffsetDateTime now) {
    return jdbc.sql(
            """
            select %s
            from model_version v
            join model_access a on a.model_id = v.model_id
            where a.organization_id = :organization
              and a.model_id = :model
              and (a.permission = 'OWNER' or v.accepted_at is not null)
              and (a.until_at is null or a.until_at > :now)
            order by v.number desc
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("model", model.value())
        .param("now", now)
        .query(VersionRows::map)
        .list();
  }

  Optional<ModelVersion> find(VersionId id, CustomModelId model) {
    return jdbc.sql(
            "select %s from model_version v where v.id = :id and v.model_id = :model"
                .formatted(COLUMNS))
        .param("id", id.value())
        .param("model", model.value())
        .query(VersionRows::map)
        .optional();
  }

  Optional<ModelVersion> find(VersionId id, OrganizationId owner) {
    return jdbc.sql(
            "select %s from model_version v where v.id = :id and v.organization_id = :organization"
                .formatted(COLUMNS))
        .param("id", id.value())
        .param("organization", owner.value())
        .query(VersionRows::map)
        .optional();
  }

  Optional<ModelVersion> ofJob(UUID job, OrganizationId owner) {
    return ofJob(job).filter(version -> find(version.id(), owner).isPresent());
  }

  Optional<ModelVersion> ofJob(UUID job) {
    return jdbc.sql("select %s from model_version v where v.job_id = :job".formatted(COLUMNS))
        .param("job", job)
        .query(VersionRows::map)
        .optional();
  }

  Optional<ModelVersion> accepted(CustomModelId model) {
    return jdbc.sql(
            """
            select %s
            from custom_model m
            join model_version v on v.id = m.accepted_version_id
            where m.id = :model
            """
                .formatted(COLUMNS))
        .param("model", model.value())
        .query(VersionRows::map)
        .optional();
  }

  void markAccepted(VersionId id, @Nullable UserId by, OffsetDateTime at) {
    jdbc.sql("update model_version set accepted_at = :at, accepted_by = :by where id = :id")
        .param("at", at)
        .param("by", by == null ? null : by.value())
        .param("id", id.value())
        .update();
  }

  void delete(VersionId id, CustomModelId model) {
    jdbc.sql("delete from model_version where id = :id and model_id = :model")
        .param("id", id.value())
        .param("model", model.value())
        .update();
  }

  long count(CustomModelId model) {
    return jdbc.sql("select count(*) from model_version where model_id = :model")
        .param("model", model.value())
        .query(Long.class)
        .single();
  }

  /** Whether other organizations have it now. */
  boolean isShared(VersionId id, CustomModelId model, OffsetDateTime now) {
    return jdbc.sql(
                """
                select count(*)
                from model_access a
                join custom_model m on m.id = a.model_id
                where a.model_id = :model
                  and a.permission <> 'OWNER'
                  and (a.until_at is null or a.until_at > :now)
                  and coalesce(a.version_id, m.accepted_version_id) = :id
                """)
            .param("model", model.value())
            .param("now", now)
            .param("id", id.value())
            .query(Long.class)
            .single()
        > 0;
  }

  /** All versions of a model. */
  List<VersionId> ids(CustomModelId model) {
    return jdbc.sql("select id from model_version where model_id = :model")
        .param("model", model.value())
        .query((row, number) -> new VersionId(row.getObject("id", UUID.class)))
        .list();
  }

  /** Hashes of a model's artifacts, one for each version. */
  List<String> artifacts(CustomModelId model) {
    return jdbc.sql("select artifact_sha256 from model_version where model_id = :model")
        .param("model", model.value())
        .query(String.class)
        .list();
  }

  /**
   * Models the organization may transcribe with, by name, at most {@code most}; those of one locale
   * unless it is empty.
   */
  /** The order is an index's, so that no more is read than is offered. */
  List<UsableModel> usable(
      OrganizationId organization, String language, OffsetDateTime now, int most) {
    return jdbc.sql(
            """
            select m.id, m.organization_id, m.name, m.locale, v.id as version_id, v.number,
                   v.artifact_sha256, a.default_for_language
            from model_access a
            join custom_model m on m.id = a.model_id
            join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
            where a.organization_id = :organization
              and a.language_key = :language
              and a.permission <> 'VIEW'
              and m.archived_at is null
              and (a.until_at is null or a.until_at > :now)
              and v.expires_at > :now
            order by a.organization_id, a.language_key, a.name_key, a.model_id
            fetch first :most rows only
            """)
        .param("organization", organization.value())
        .param("now", now)
        .param("language", language)
        .param("most", most)
        .query(VersionRows::usable)
        .list();
  }

  /** The default of a language, wherever its name comes. */
  Optional<UsableModel> usableDefault(
      OrganizationId organization, String language, OffsetDateTime now) {
    return jdbc.sql(
            """
            select m.id, m.organization_id, m.name, m.locale, v.id as version_id, v.number,
                   v.artifact_sha256, a.default_for_language
            from model_access a
            join custom_model m on m.id = a.model_id
            join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
            where a.organization_id = :organization
              and a.language_key = :language
              and a.default_for_language
              and a.permission <> 'VIEW'
              and m.archived_at is null
              and (a.until_at is null or a.until_at > :now)
              and v.expires_at > :now
            """)
        .param("organization", organization.value())
        .param("now", now)
        .param("language", language)
        .query(VersionRows::usable)
        .optional();
  }

  Optional<UsableModel> usable(
      CustomModelId model, OrganizationId organization, OffsetDateTime now) {
    return jdbc.sql(
            """
            select m.id, m.organization_id, m.name, m.locale, v.id as version_id, v.number,
                   v.artifact_sha256, a.default_for_language
            from model_access a
            join custom_model m on m.id = a.model_id
            join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
            where a.organization_id = :organization
              and a.model_id = :model
              and a.permission <> 'VIEW'
              and m.archived_at is null
              and (a.until_at is null or a.until_at > :now)
              and v.expires_at > :now
            """)
        .param("organization", organization.value())
        .param("model", model.value())
        .param("now", now)
        .query(VersionRows::usable)
        .optional();
  }

  /** Whether one that is served or offered to an organization, and not over, is made of this. */
  boolean isTestable(
      CustomModelId model, OrganizationId organization, String artifact, OffsetDateTime now) {
    return jdbc.sql(
                """
                select count(*)
                from model_access a
                join custom_model m on m.id = a.model_id
                join model_version v on v.model_id = m.id
                where a.organization_id = :organization
                  and a.model_id = :model
                  and a.permission <> 'VIEW'
                  and m.archived_at is null
                  and (a.until_at is null or a.until_at > :now)
                  and (v.id = a.version_id or v.id = m.accepted_version_id)
                  and v.artifact_sha256 = :artifact
                  and v.expires_at > :now
                """)
            .param("organization", organization.value())
            .param("model", model.value())
            .param("artifact", artifact)
            .param("now", now)
            .query(Long.class)
            .single()
        > 0;
  }

  private static UsableModel usable(ResultSet row, int number) throws SQLException {
    return new UsableModel(
        new CustomModelId(row.getObject("id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("name"),
        row.getString("locale"),
        new VersionId(row.getObject("version_id", UUID.class)),
        row.getInt("number"),
        row.getString("artifact_sha256"),
        row.getBoolean("default_for_language"));
  }

  private static ModelVersion map(ResultSet row, int number) throws SQLException {
    double perplexity = row.getDouble("perplexity");
    boolean known = !row.wasNull();
    Metrics metrics =
        new Metrics(
            row.getInt("test_words"),
            row.getInt("base_errors"),
            row.getInt("custom_errors"),
            known ? perplexity : null,
            row.getInt("vocabulary_size"),
            seconds(row.getDouble("data_seconds")),
            seconds(row.getDouble("training_seconds")));
    NewVersion made =
        new NewVersion(
            new BaseModelId(row.getObject("base_model_id", UUID.class)),
            new Blob(row.getString("artifact_sha256"), row.getLong("artifact_bytes")),
            row.getLong("seed"),
            row.getString("engine"),
            row.getString("settings"),
            row.getObject("expires_at", OffsetDateTime.class),
            metrics);
    return new ModelVersion(
        new VersionId(row.getObject("id", UUID.class)),
        new CustomModelId(row.getObject("model_id", UUID.class)),
        row.getInt("number"),
        row.getObject("job_id", UUID.class),
        row.getLong("data_revision"),
        made,
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("accepted_at", OffsetDateTime.class));
  }

  private static Duration seconds(double value) {
    return Duration.ofNanos(Math.round(value * NANOS));
  }
}

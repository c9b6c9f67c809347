package io.diction.modelfile;

import io.diction.catalog.BaseModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.speech.Json;
import io.diction.storage.Blob;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of files that wait to be taken in. */
@Repository
class ArrivedFileRows {
  /** More cannot be chosen from a list. */
  private static final int MOST_TARGETS = 500;

  private static final String SELECT =
      """
      select id, created_at, file_name, description, fingerprint, base_model_id, artifact_sha256,
             artifact_bytes
      from model_import
      """;

  private final JdbcClient jdbc;

  ArrivedFileRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(ArrivedFile file, SignedIn who) {
    jdbc.sql(
            """
            insert into model_import (
              id, organization_id, created_by, created_at, file_name, description, fingerprint,
              base_model_id, artifact_sha256, artifact_bytes)
            values (
              :id, :organization, :by, :at, :fileName, :description, :fingerprint, :base, :sha256,
              :bytes)
            """)
        .param("id", file.id())
        .param("organization", who.organization().value())
        .param("by", who.user().value())
        .param("at", file.createdAt())
        .param("fileName", file.fileName())
        .param("description", Json.text(file.description()))
        .param("fingerprint", file.fingerprint())
        .param("base", file.base().value())
        .param("sha256", file.artifact().sha256())
        .param("bytes", file.artifact().sizeBytes())
        .update();
  }

  /** Those of an organization that wait for their place. */
  int count(OrganizationId organization) {
    return jdbc.sql("select count(*) from model_import where organization_id = :organization")
        .param("organization", organization.value())
        .query(Integer.class)
        .single();
  }

  /** One that the user has sent. */
  Optional<ArrivedFile> find(UUID id, SignedIn who) {
    return jdbc.sql(
            SELECT + "where id = :id and organization_id = :organization and created_by = :by")
        .param("id", id)
        .param("organization", who.organization().value())
        .param("by", who.user().value())
        .query(ArrivedFileRows::file)
        .optional();
  }

  List<ArrivedFile> before(OrganizationId organization, OffsetDateTime time) {
    return jdbc.sql(SELECT + "where organization_id = :organization and created_at < :time")
        .param("organization", organization.value())
        .param("time", time)
        .query(ArrivedFileRows::file)
        .list();
  }

  /**
   * @return false where somebody else has done it
   */
  boolean remove(UUID id, OrganizationId organization) {
    return jdbc.sql("delete from model_import where id = :id and organization_id = :organization")
            .param("id", id)
            .param("organization", organization.value())
            .update()
        == 1;
  }

  /** A custom model that another version may be added to. */
  record Target(UUID id, String name) {}

  /** Those of the organization, by name. */
  List<Target> targets(OrganizationId organization, String locale) {
    return jdbc.sql(
            """
            select m.id, m.name
            from model_access a
            join custom_model m on m.id = a.model_id
            where a.organization_id = :organization
              and a.permission = 'OWNER'
              and m.locale = :locale
              and m.archived_at is null
            order by a.organization_id, a.name_key, a.model_id
            fetch first :most rows only
            """)
        .param("organization", organization.value())
        .param("locale", locale)
        .param("most", MOST_TARGETS)
        .query(Target.class)
        .list();
  }

  private static ArrivedFile file(ResultSet row, int number) throws SQLException {
    byte[] described = row.getString("description").getBytes(StandardCharsets.UTF_8);
    return new ArrivedFile(
        uuid(row, "id"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getString("file_name"),
        Json.read(described, Description.NAME, Description.class),
        row.getString("fingerprint"),
        new BaseModelId(uuid(row, "base_model_id")),
        new Blob(row.getString("artifact_sha256"), row.getLong("artifact_bytes")));
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }
}

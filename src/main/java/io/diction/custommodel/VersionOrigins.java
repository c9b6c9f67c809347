package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Remembers of versions that were trained elsewhere where that was. */
@Service
public class VersionOrigins {
  private final JdbcClient jdbc;

  VersionOrigins(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void keep(VersionId version, VersionOrigin origin, OrganizationId owner) {
    jdbc.sql(
            """
            insert into version_origin (
              version_id, organization_id, origin_organization, origin_model, origin_number,
              fingerprint, trained_at, imported_by, imported_at)
            values (
              :version, :organization, :from, :model, :number, :fingerprint, :trainedAt, :by, :at)
            """)
        .param("version", version.value())
        .param("organization", owner.value())
        .param("from", origin.organization())
        .param("model", origin.model())
        .param("number", origin.number())
        .param("fingerprint", origin.fingerprint())
        .param("trainedAt", origin.trainedAt())
        .param("by", origin.importedBy())
        .param("at", origin.importedAt())
        .update();
  }

  /** Those of a model's versions that came from elsewhere, for its owner alone. */
  @Transactional(readOnly = true)
  public Map<VersionId, VersionOrigin> of(CustomModelId model, SignedIn who) {
    Map<VersionId, VersionOrigin> origins = new HashMap<>();
    jdbc.sql(
            """
            select o.version_id, o.origin_organization, o.origin_model, o.origin_number,
                   o.fingerprint, o.trained_at, o.imported_by, o.imported_at
            from model_version v
            join version_origin o on o.version_id = v.id
            where v.organization_id = :organization and v.model_id = :model
            """)
        .param("organization", who.organization().value())
        .param("model", model.value())
        .query(
            row -> {
              origins.put(
                  new VersionId(Objects.requireNonNull(row.getObject("version_id", UUID.class))),
                  origin(row));
            });
    return origins;
  }

  private static VersionOrigin origin(ResultSet row) throws SQLException {
    return new VersionOrigin(
        row.getString("origin_organization"),
        row.getString("origin_model"),
        row.getInt("origin_number"),
        row.getString("fingerprint"),
        row.getObject("trained_at", OffsetDateTime.class),
        row.getString("imported_by"),
        row.getObject("imported_at", OffsetDateTime.class));
  }
}

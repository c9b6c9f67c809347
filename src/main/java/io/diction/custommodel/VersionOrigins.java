package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    int position = 0;
    for (VersionOrigin.Signer signer : origin.before()) {
      jdbc.sql(
              """
              insert into version_signer (
                version_id, organization_id, position, origin_organization, origin_model,
                origin_number, fingerprint, signed_until)
              values (:version, :organization, :position, :from, :model, :number, :fingerprint, :at)
              """)
          .param("version", version.value())
          .param("organization", owner.value())
          .param("position", position++)
          .param("from", signer.organization())
          .param("model", signer.model())
          .param("number", signer.number())
          .param("fingerprint", signer.fingerprint())
          .param("at", signer.until())
          .update();
    }
  }

  /** That of one version; empty where it was trained here. Rights are the caller's matter. */
  @Transactional(readOnly = true)
  public Optional<VersionOrigin> find(VersionId version, OrganizationId owner) {
    return jdbc.sql(
            """
            select origin_organization, origin_model, origin_number, fingerprint, trained_at,
                   imported_by, imported_at
            from version_origin
            where organization_id = :organization and version_id = :version
            """)
        .param("organization", owner.value())
        .param("version", version.value())
        .query((row, number) -> origin(row, signers(version, owner)))
        .optional();
  }

  private List<VersionOrigin.Signer> signers(VersionId version, OrganizationId owner) {
    return jdbc.sql(
            """
            select origin_organization, origin_model, origin_number, fingerprint, signed_until
            from version_signer
            where organization_id = :organization and version_id = :version
            order by position
            """)
        .param("organization", owner.value())
        .param("version", version.value())
        .query((row, number) -> signer(row))
        .list();
  }

  /** Those of a model's versions that came from elsewhere, for its owner alone. */
  @Transactional(readOnly = true)
  public Map<VersionId, VersionOrigin> of(CustomModelId model, SignedIn who) {
    Map<VersionId, VersionOrigin> origins = new HashMap<>();
    Map<VersionId, List<VersionOrigin.Signer>> signers = signers(model, who.organization());
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
              VersionId id = version(row);
              origins.put(id, origin(row, signers.getOrDefault(id, List.of())));
            });
    return origins;
  }

  private Map<VersionId, List<VersionOrigin.Signer>> signers(
      CustomModelId model, OrganizationId owner) {
    Map<VersionId, List<VersionOrigin.Signer>> signers = new HashMap<>();
    jdbc.sql(
            """
            select s.version_id, s.origin_organization, s.origin_model, s.origin_number,
                   s.fingerprint, s.signed_until
            from model_version v
            join version_signer s on s.version_id = v.id
            where v.organization_id = :organization and v.model_id = :model
            order by s.version_id, s.position
            """)
        .param("organization", owner.value())
        .param("model", model.value())
        .query(
            row -> {
              signers.computeIfAbsent(version(row), id -> new ArrayList<>()).add(signer(row));
            });
    return signers;
  }

  private static VersionId version(ResultSet row) throws SQLException {
    return new VersionId(Objects.requireNonNull(row.getObject("version_id", UUID.class)));
  }

  private static VersionOrigin.Signer signer(ResultSet row) throws SQLException {
    return new VersionOrigin.Signer(
        row.getString("origin_organization"),
        row.getString("origin_model"),
        row.getInt("origin_number"),
        row.getString("fingerprint"),
        row.getObject("signed_until", OffsetDateTime.class));
  }

  private static VersionOrigin origin(ResultSet row, List<VersionOrigin.Signer> before)
      throws SQLException {
    return new VersionOrigin(
        row.getString("origin_organization"),
        row.getString("origin_model"),
        row.getInt("origin_number"),
        row.getString("fingerprint"),
        row.getObject("trained_at", OffsetDateTime.class),
        row.getString("imported_by"),
        row.getObject("imported_at", OffsetDateTime.class),
        before);
  }
}

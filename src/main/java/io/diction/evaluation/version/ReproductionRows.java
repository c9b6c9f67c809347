package io.diction.evaluation.version;

import io.diction.identity.OrganizationId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReproductionRows {
  private static final String SELECT =
      """
      select id, organization_id as organizationId, model_id as modelId, version_id as versionId,
             job_id as jobId, state, error_code as errorCode, error_text as errorText, sha256,
             asked_by_name as askedByName, created_at as createdAt
      from version_reproduction
      where organization_id = :organization
      """;

  private final JdbcClient jdbc;

  ReproductionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Reproduction one) {
    jdbc.sql(
            """
            insert into version_reproduction (
              id, organization_id, model_id, version_id, job_id, state, asked_by_name, created_at)
            values (:id, :organization, :model, :version, :job, :state, :askedBy, :createdAt)
            """)
        .param("id", one.id())
        .param("organization", one.organizationId())
        .param("model", one.modelId())
        .param("version", one.versionId())
        .param("job", one.jobId())
        .param("state", one.state().name())
        .param("askedBy", one.askedByName())
        .param("createdAt", one.createdAt())
        .update();
  }

  Optional<Reproduction> find(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + "and id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(Reproduction.class)
        .optional();
  }

  Optional<Reproduction> latest(OrganizationId organization, UUID version) {
    return jdbc.sql(SELECT + "and version_id = :version order by created_at desc, id desc limit 1")
        .param("organization", organization.value())
        .param("version", version)
        .query(Reproduction.class)
        .optional();
  }

  void trained(UUID id, String sha256) {
    jdbc.sql("update version_reproduction set sha256 = :sha256 where id = :id")
        .param("sha256", sha256)
        .param("id", id)
        .update();
  }
}

package io.diction.evaluation.worth;

import io.diction.identity.OrganizationId;
import io.diction.jobs.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Repository
class WorthRows {
  private static final String SELECT =
      """
      select id, organization_id, model_id, version_id, job_id, state, error_code, error_text, pieces,
             found, asked_by_name, created_at
      from dataset_worth
      where organization_id = :organization
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  WorthRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Worth one) {
    jdbc.sql(
            """
            insert into dataset_worth (
              id, organization_id, model_id, version_id, job_id, state, pieces, asked_by_name,
              created_at)
            values (:id, :organization, :model, :version, :job, :state, :pieces, :askedBy, :at)
            """)
        .param("id", one.id())
        .param("organization", one.organizationId())
        .param("model", one.modelId())
        .param("version", one.versionId())
        .param("job", one.jobId())
        .param("state", one.state().name())
        .param("pieces", one.pieces())
        .param("askedBy", one.askedByName())
        .param("at", one.createdAt())
        .update();
  }

  Optional<Worth> find(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + "and id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(this::map)
        .optional();
  }

  Optional<Worth> latest(OrganizationId organization, UUID version) {
    return jdbc.sql(SELECT + "and version_id = :version order by created_at desc, id desc limit 1")
        .param("organization", organization.value())
        .param("version", version)
        .query(this::map)
        .optional();
  }

  /**
   * @return whether it is still there
   */
  boolean found(UUID id, Found found) {
    return jdbc.sql("update dataset_worth set found = :found where id = :id")
            .param("found", json.writeValueAsString(found))
            .param("id", id)
            .update()
        == 1;
  }

  private Worth map(ResultSet row, int number) throws SQLException {
    String found = row.getString("found");
    return new Worth(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getObject("model_id", UUID.class),
        row.getObject("version_id", UUID.class),
        row.getObject("job_id", UUID.class),
        JobState.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getInt("pieces"),
        found == null ? null : json.readValue(found, Found.class),
        row.getString("asked_by_name"),
        row.getObject("created_at", OffsetDateTime.class));
  }
}

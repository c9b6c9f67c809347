package io.diction.evaluation.guard;

import io.diction.evaluation.guard.GuardResult.Figures;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What versions were measured with guard sets. */
@Repository
class GuardResultRows {
  private static final String SELECT =
      """
      select id, organization_id, model_id, version_id, set_id, set_name, data_sha256, job_id, state,
             error_code, error_text, words, base_errors, custom_errors, low, high, real_difference,
             utterances, unreadable, trained, asked_by_name, created_at
      from guard_result
      """;

  private final JdbcClient jdbc;

  GuardResultRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(GuardResult one) {
    jdbc.sql(
            """
            insert into guard_result (
              id, organization_id, model_id, version_id, set_id, set_name, data_sha256, job_id,
              state, asked_by_name, created_at)
            values (
              :id, :organization, :model, :version, :set, :setName, :data, :job,
              :state, :askedBy, :createdAt)
            """)
        .param("id", one.id())
        .param("organization", one.organizationId())
        .param("model", one.modelId())
        .param("version", one.versionId())
        .param("set", one.setId())
        .param("setName", one.setName())
        .param("data", one.dataSha256())
        .param("job", one.jobId())
        .param("state", one.state().name())
        .param("askedBy", one.askedByName())
        .param("createdAt", one.createdAt())
        .update();
  }

  Optional<GuardResult> find(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + "where id = :id and organization_id = :organization")
        .param("id", id)
        .param("organization", organization.value())
        .query(GuardResultRows::map)
        .optional();
  }

  /** The latest of a version with these recordings. */
  Optional<GuardResult> latest(OrganizationId owner, UUID version, String dataSha256) {
    return jdbc.sql(
            SELECT
                + """
                where version_id = :version and data_sha256 = :data and organization_id = :owner
                order by created_at desc, id desc
                fetch first 1 rows only
                """)
        .param("version", version)
        .param("data", dataSha256)
        .param("owner", owner.value())
        .query(GuardResultRows::map)
        .optional();
  }

  /** Those with a set that have not ended. */
  List<GuardResult> underWay(UUID set) {
    return jdbc.sql(SELECT + "where set_id = :set and state in ('QUEUED', 'RUNNING')")
        .param("set", set)
        .query(GuardResultRows::map)
        .list();
  }

  void measured(UUID id, Figures figures) {
    jdbc.sql(
            """
            update guard_result
            set words = :words, base_errors = :baseErrors, custom_errors = :customErrors,
                low = :low, high = :high, real_difference = :real, utterances = :utterances,
                unreadable = :unreadable, trained = :trained
            where id = :id
            """)
        .param("words", figures.words())
        .param("baseErrors", figures.baseErrors())
        .param("customErrors", figures.customErrors())
        .param("low", figures.low())
        .param("high", figures.high())
        .param("real", figures.real())
        .param("utterances", figures.utterances())
        .param("unreadable", figures.unreadable())
        .param("trained", figures.trained())
        .param("id", id)
        .update();
  }

  private static GuardResult map(ResultSet row, int number) throws SQLException {
    Integer words = row.getObject("words", Integer.class);
    Figures figures =
        words == null
            ? null
            : new Figures(
                words,
                row.getInt("base_errors"),
                row.getInt("custom_errors"),
                row.getDouble("low"),
                row.getDouble("high"),
                row.getBoolean("real_difference"),
                row.getInt("utterances"),
                row.getInt("unreadable"),
                row.getInt("trained"));
    return new GuardResult(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getObject("model_id", UUID.class),
        row.getObject("version_id", UUID.class),
        row.getObject("set_id", UUID.class),
        row.getString("set_name"),
        row.getString("data_sha256"),
        row.getObject("job_id", UUID.class),
        JobState.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        figures,
        row.getString("asked_by_name"),
        row.getObject("created_at", OffsetDateTime.class));
  }
}

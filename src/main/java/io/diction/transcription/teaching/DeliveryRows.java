package io.diction.transcription.teaching;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class DeliveryRows {
  private static final String SELECT =
      """
      select id, organization_id, session_id, session_name, user_id, model_id, model_name, own,
             job_id, state, error_code, error_text, name, audio_sha256, clips, passages, created_at
      from session_delivery
      where organization_id = :organization
      """;

  private static final TypeReference<List<Clip>> CLIPS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json = JsonMapper.builder().build();

  DeliveryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Delivery one) {
    jdbc.sql(
            """
            insert into session_delivery (
              id, organization_id, session_id, session_name, user_id, model_id, model_name, own,
              job_id, state, name, audio_sha256, clips, passages, created_at)
            values (
              :id, :organization, :session, :sessionName, :user, :model, :modelName, :own,
              :job, :state, :name, :audio, :clips, :passages, :at)
            """)
        .param("id", one.id())
        .param("organization", one.organizationId())
        .param("session", one.sessionId())
        .param("sessionName", one.sessionName())
        .param("user", one.userId())
        .param("model", one.model().value())
        .param("modelName", one.modelName())
        .param("own", one.own())
        .param("job", one.jobId())
        .param("state", one.state().name())
        .param("name", one.name())
        .param("audio", one.audioSha256())
        .param("clips", json.writeValueAsString(one.clips()))
        .param("passages", one.passages())
        .param("at", one.createdAt())
        .update();
  }

  Optional<Delivery> find(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + "and id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(this::map)
        .optional();
  }

  /** What of a session was sent last. */
  Optional<Delivery> latest(OrganizationId organization, UUID session) {
    return jdbc.sql(SELECT + "and session_id = :session order by created_at desc, id desc limit 1")
        .param("organization", organization.value())
        .param("session", session)
        .query(this::map)
        .optional();
  }

  void started(OrganizationId organization, UUID id) {
    jdbc.sql(
            """
            update session_delivery set state = 'RUNNING'
            where organization_id = :organization and id = :id and state = 'QUEUED'
            """)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Its words go: what was sent is where it was sent to, what was not is in the session. */
  void ended(
      OrganizationId organization,
      UUID id,
      JobState state,
      @Nullable String errorCode,
      @Nullable String errorText,
      OffsetDateTime at) {
    jdbc.sql(
            """
            update session_delivery
            set state = :state, error_code = :code, error_text = :text, finished_at = :at,
                clips = null
            where organization_id = :organization and id = :id
            """)
        .param("state", state.name())
        .param("code", errorCode)
        .param("text", errorText)
        .param("at", at)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  private Delivery map(ResultSet row, int number) throws SQLException {
    String clips = row.getString("clips");
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getObject("session_id", UUID.class),
        row.getString("session_name"),
        row.getObject("user_id", UUID.class),
        new CustomModelId(row.getObject("model_id", UUID.class)),
        row.getString("model_name"),
        row.getBoolean("own"),
        row.getObject("job_id", UUID.class),
        JobState.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getString("name"),
        row.getString("audio_sha256"),
        clips == null ? List.of() : json.readValue(clips, CLIPS),
        row.getInt("passages"),
        row.getObject("created_at", OffsetDateTime.class));
  }
}

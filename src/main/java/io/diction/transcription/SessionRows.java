package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.jobs.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SessionRows {
  static final String COLUMNS =
      """
      id, kind, organization_id, user_id, name, locale, base_model_id, model_id, version_id,
      model_label, model_hash, audio_sha256, audio_bytes, audio_ms, job_id, state, error_code,
      error_text, transcript_sha256, created_at, finished_at, text_sha256, text_name, owner_id,
      shared, batch_id, version_number, terms_sha256, channel
      """;

  private final JdbcClient jdbc;

  SessionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(SttSession session) {
    jdbc.sql(
            """
            insert into stt_session (%s)
            values (:id, :kind, :organizationId, :userId, :name, :locale, :baseModelId, :modelId,
              :versionId, :modelLabel, :modelHash, :audioSha256, :audioBytes, :audioMs, :jobId,
              :state, :errorCode, :errorText, :transcriptSha256, :createdAt, :finishedAt,
              :textSha256, :textName, :ownerId, :shared, :batchId, :versionNumber, :terms, :channel)
            """
                .formatted(COLUMNS))
        .param("id", session.id())
        .param("kind", session.kind().name())
        .param("organizationId", session.organizationId())
        .param("userId", session.userId())
        .param("name", session.name())
        .param("locale", session.locale())
        .param("baseModelId", session.baseModelId())
        .param("modelId", session.modelId())
        .param("versionId", session.versionId())
        .param("modelLabel", session.modelLabel())
        .param("modelHash", session.modelHash())
        .param("audioSha256", session.audioSha256())
        .param("audioBytes", session.audioBytes())
        .param("audioMs", session.audioMs())
        .param("jobId", session.jobId())
        .param("state", session.state().name())
        .param("errorCode", session.errorCode())
        .param("errorText", session.errorText())
        .param("transcriptSha256", session.transcriptSha256())
        .param("createdAt", session.createdAt())
        .param("finishedAt", session.finishedAt())
        .param("textSha256", session.textSha256())
        .param("textName", session.textName())
        .param("ownerId", session.ownerId())
        .param("shared", session.shared())
        .param("batchId", session.batchId())
        .param("versionNumber", session.versionNumber())
        .param("terms", session.termsSha256())
        .param("channel", session.channel())
        .update();
  }

  /** A user's own session, or one that the organization sees; any other is not there. */
  Optional<SttSession> find(OrganizationId organization, UserId user, UUID id) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and (user_id = :user or shared) and id = :id
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("user", user.value())
        .param("id", id)
        .query(SessionRows::map)
        .optional();
  }

  /** For the job, which acts for the organization. */
  Optional<SttSession> find(OrganizationId organization, UUID id) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and id = :id
            """
                .formatted(COLUMNS))
        .param("organization", organization.value())
        .param("id", id)
        .query(SessionRows::map)
        .optional();
  }

  /** Who has the custom model of a session now; empty where it is gone. */
  Optional<UUID> modelOwner(SttSession session) {
    return jdbc.sql(
            """
            select m.organization_id
            from stt_session s
            join custom_model m on m.id = s.model_id
            where s.organization_id = :organization and s.id = :id
            """)
        .param("organization", session.organizationId())
        .param("id", session.id())
        .query(UUID.class)
        .optional();
  }

  void started(OrganizationId organization, UUID id) {
    jdbc.sql(
            """
            update stt_session
            set state = 'RUNNING'
            where organization_id = :organization and id = :id and state = 'QUEUED'
            """)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Whether the session is still there to take its transcript. */
  boolean transcribed(OrganizationId organization, UUID id, String transcriptSha256, long audioMs) {
    return jdbc.sql(
                """
                update stt_session
                set transcript_sha256 = :transcript, audio_ms = :audioMs
                where organization_id = :organization and id = :id and transcript_sha256 is null
                """)
            .param("transcript", transcriptSha256)
            .param("audioMs", audioMs)
            .param("organization", organization.value())
            .param("id", id)
            .update()
        == 1;
  }

  void ended(
      OrganizationId organization,
      UUID id,
      JobState state,
      @Nullable String errorCode,
      @Nullable String errorText,
      OffsetDateTime at) {
    jdbc.sql(
            """
            update stt_session
            set state = :state, error_code = :errorCode, error_text = :errorText, finished_at = :at
            where organization_id = :organization and id = :id
            """)
        .param("state", state.name())
        .param("errorCode", errorCode)
        .param("errorText", errorText)
        .param("at", at)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  void queuedAgain(OrganizationId organization, UUID id) {
    jdbc.sql(
            """
            update stt_session
            set state = 'QUEUED', error_code = null, error_text = null, finished_at = null
            where organization_id = :organization and id = :id and state = 'FAILED'
            """)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  boolean delete(OrganizationId organization, UserId user, UUID id) {
    return jdbc.sql(
                """
                delete from stt_session
                where organization_id = :organization and user_id = :user and id = :id
                """)
            .param("organization", organization.value())
            .param("user", user.value())
            .param("id", id)
            .update()
        == 1;
  }

  void share(OrganizationId organization, UserId user, UUID id, boolean shared) {
    jdbc.sql(
            """
            update stt_session
            set shared = :shared
            where organization_id = :organization and user_id = :user and id = :id
            """)
        .param("shared", shared)
        .param("organization", organization.value())
        .param("user", user.value())
        .param("id", id)
        .update();
  }

  static SttSession map(ResultSet row, int number) throws SQLException {
    return new SttSession(
        row.getObject("id", UUID.class),
        SessionKind.valueOf(row.getString("kind")),
        row.getObject("organization_id", UUID.class),
        row.getObject("user_id", UUID.class),
        row.getString("name"),
        row.getString("locale"),
        row.getObject("base_model_id", UUID.class),
        row.getObject("model_id", UUID.class),
        row.getObject("version_id", UUID.class),
        row.getString("model_label"),
        row.getString("model_hash"),
        row.getString("audio_sha256"),
        row.getLong("audio_bytes"),
        row.getObject("audio_ms", Long.class),
        row.getObject("job_id", UUID.class),
        JobState.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getString("transcript_sha256"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("finished_at", OffsetDateTime.class),
        row.getString("text_sha256"),
        row.getString("text_name"),
        row.getObject("owner_id", UUID.class),
        row.getBoolean("shared"),
        row.getObject("batch_id", UUID.class),
        row.getObject("version_number", Integer.class),
        row.getString("terms_sha256"),
        row.getObject("channel", Integer.class));
  }
}

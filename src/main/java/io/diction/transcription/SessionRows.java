package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.jobs.JobState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SessionRows {
  private static final String COLUMNS =
      """
      id, kind, organization_id, user_id, name, locale, base_model_id, model_id, version_id, model_label,
      model_hash, audio_sha256, audio_bytes, audio_ms, job_id, state, error_code, error_text,
      transcript_sha256, created_at, finished_at, text_sha256, text_name
      """;

  /** Named as the record's: asking for a name that is not there costs more than the row. */
  private static final String SELECTED =
      """
      id, kind, organization_id as organizationId, user_id as userId, name, locale,
      base_model_id as baseModelId, model_id as modelId, version_id as versionId,
      model_label as modelLabel, model_hash as modelHash, audio_sha256 as audioSha256,
      audio_bytes as audioBytes, audio_ms as audioMs, job_id as jobId, state,
      error_code as errorCode, error_text as errorText, transcript_sha256 as transcriptSha256,
      created_at as createdAt, finished_at as finishedAt, text_sha256 as textSha256,
      text_name as textName
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
              :textSha256, :textName)
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
        .update();
  }

  /** A user's own session; anyone else's is not there. */
  Optional<SttSession> find(OrganizationId organization, UserId user, UUID id) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and user_id = :user and id = :id
            """
                .formatted(SELECTED))
        .param("organization", organization.value())
        .param("user", user.value())
        .param("id", id)
        .query(SttSession.class)
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
                .formatted(SELECTED))
        .param("organization", organization.value())
        .param("id", id)
        .query(SttSession.class)
        .optional();
  }

  List<SttSession> page(OrganizationId organization, UserId user, int size, long offset) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and user_id = :user
            order by organization_id desc, user_id desc, created_at desc, id desc
            limit :size offset :offset
            """
                .formatted(SELECTED))
        .param("organization", organization.value())
        .param("user", user.value())
        .param("size", size)
        .param("offset", offset)
        .query(SttSession.class)
        .list();
  }

  long count(OrganizationId organization, UserId user) {
    return jdbc.sql(
            """
            select count(*)
            from stt_session
            where organization_id = :organization and user_id = :user
            """)
        .param("organization", organization.value())
        .param("user", user.value())
        .query(Long.class)
        .single();
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

  /** How many {@link #finishedBefore} finds. */
  long countFinishedBefore(OrganizationId organization, OffsetDateTime limit) {
    return jdbc.sql(
            """
            select count(*)
            from stt_session
            where organization_id = :organization and created_at < :limit
              and state not in ('QUEUED', 'RUNNING')
            """)
        .param("organization", organization.value())
        .param("limit", limit)
        .query(Long.class)
        .single();
  }

  /** Ended sessions of an organization from before a time. */
  List<SttSession> finishedBefore(OrganizationId organization, OffsetDateTime limit, int most) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and created_at < :limit
              and state not in ('QUEUED', 'RUNNING')
            order by organization_id, created_at, id
            limit :most
            """
                .formatted(SELECTED))
        .param("organization", organization.value())
        .param("limit", limit)
        .param("most", most)
        .query(SttSession.class)
        .list();
  }
}

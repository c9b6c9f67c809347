package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.transcription.SessionTranscribed;
import io.diction.transcription.ShortAudioRecognized;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down what is used: one entry for each session, in the transaction in which it ends with
 * its transcript, and for each short recording that was recognised without one. Whatever dies, both
 * are there or neither; whatever is told or run again, one is.
 */
@Service
class UsageLedger {
  /** How far back a release may have worked that did not know of the ledger yet. */
  private static final Duration LOOKED_BACK = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;

  UsageLedger(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(SessionTranscribed done) {
    CustomModelId model = done.model();
    OrganizationId owner = done.modelOwner();
    jdbc.sql(
            """
            insert into usage_entry (
              session_id, organization_id, user_id, base_model_id, model_id, version_id, owner_id,
              model_label, kind, audio_ms, at)
            values (
              :session, :organization, :user, :baseModel, :model, :version,
              coalesce(
                cast(:owner as uuid), (select organization_id from custom_model where id = :model)),
              coalesce((select model_label from stt_session where id = :session), ''),
              :kind, :ms, :at)
            on conflict do nothing
            """)
        .param("session", done.session())
        .param("organization", done.organization().value())
        .param("user", done.user().value())
        .param("baseModel", done.baseModel())
        .param("model", model == null ? null : model.value())
        .param("version", done.version())
        .param("owner", owner == null ? null : owner.value())
        .param("kind", done.kind().name())
        .param("ms", Math.max(0, done.audioMs()))
        .param("at", done.finishedAt())
        .update();
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(ShortAudioRecognized done) {
    CustomModelId model = done.model();
    OrganizationId owner = done.modelOwner();
    jdbc.sql(
            """
            insert into usage_entry (
              session_id, organization_id, user_id, base_model_id, model_id, version_id, owner_id,
              model_label, kind, audio_ms, at)
            values (
              :id, :organization, :user, :baseModel, :model, :version, :owner,
              :label, 'TRANSCRIPTION', :ms, :at)
            """)
        .param("id", done.id())
        .param("organization", done.organization().value())
        .param("user", done.user().value())
        .param("baseModel", done.baseModel())
        .param("model", model == null ? null : model.value())
        .param("version", done.version())
        .param("owner", owner == null ? null : owner.value())
        .param("label", done.label())
        .param("ms", Math.max(0, done.audioMs()))
        .param("at", done.at())
        .update();
  }

  /**
   * Adds sessions that a node of the release before ended after the tables were changed.
   *
   * @return how many
   */
  @Transactional
  public int addMissing() {
    return jdbc.sql(
            """
            insert into usage_entry (
              session_id, organization_id, user_id, base_model_id, model_id, version_id, owner_id,
              model_label, kind, audio_ms, at)
            select s.id, s.organization_id, s.user_id, s.base_model_id, s.model_id, s.version_id,
                   coalesce(
                     s.owner_id,
                     (select m.organization_id from custom_model m where m.id = s.model_id)),
                   s.model_label, s.kind, coalesce(s.audio_ms, 0),
                   coalesce(s.finished_at, s.created_at)
            from stt_session s
            where s.transcript_sha256 is not null
              and s.state = 'SUCCEEDED'
              and s.created_at > :since
              and not exists (select 1 from usage_entry e where e.session_id = s.id)
            on conflict do nothing
            """)
        .param("since", OffsetDateTime.now(clock).minus(LOOKED_BACK))
        .update();
  }
}

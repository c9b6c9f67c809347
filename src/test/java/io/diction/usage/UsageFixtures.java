package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.transcription.SessionKind;
import io.diction.transcription.SessionTranscribed;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Use without recordings, for tests. Import it as a bean where the ledger is there. */
public final class UsageFixtures {
  private final ApplicationEventPublisher events;
  private final TransactionOperations transaction;
  private final JdbcClient jdbc;
  private final Clock clock;

  public UsageFixtures(
      ApplicationEventPublisher events,
      TransactionOperations transaction,
      JdbcClient jdbc,
      Clock clock) {
    this.events = events;
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Minutes transcribed now. */
  public void transcribed(CustomModelId model, SignedIn who, double minutes) {
    transcribed(model, who, minutes, OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)));
  }

  public void transcribed(CustomModelId model, SignedIn who, double minutes, OffsetDateTime at) {
    tell(session(Ids.next(), model.value(), who, minutes, at));
  }

  /** Minutes with a base model. */
  public void transcribedWithBase(SignedIn who, double minutes, OffsetDateTime at) {
    tell(session(Ids.next(), null, who, minutes, at));
  }

  void tell(SessionTranscribed done) {
    transaction.executeWithoutResult(
        status -> {
          add(done);
          events.publishEvent(done);
        });
  }

  /** The session itself, which tells the name of its model. */
  private void add(SessionTranscribed done) {
    jdbc.sql(
            """
            insert into stt_session (
              id, kind, organization_id, user_id, name, locale, model_label, model_hash,
              audio_sha256, audio_bytes, audio_ms, job_id, state, created_at)
            values (
              :id, :kind, :organization, :user, 'secret-recording.wav', 'en-US', :label, 'h', 'a',
              1, :ms, :id, 'SUCCEEDED', :at)
            on conflict do nothing
            """)
        .param("id", done.session())
        .param("kind", done.kind().name())
        .param("organization", done.organization().value())
        .param("user", done.user().value())
        .param("label", done.model() == null ? "English 20160629" : "Medical EN (English)")
        .param("ms", done.audioMs())
        .param("at", done.finishedAt())
        .update();
  }

  /** Of a model whose owner has it still, if anybody has. */
  SessionTranscribed session(
      UUID session, @Nullable UUID model, SignedIn who, double minutes, OffsetDateTime at) {
    OrganizationId owner =
        model == null
            ? null
            : jdbc.sql("select organization_id from custom_model where id = :model")
                .param("model", model)
                .query(UUID.class)
                .optional()
                .map(OrganizationId::new)
                .orElse(null);
    return session(session, model, owner, who, minutes, at);
  }

  static SessionTranscribed session(
      UUID session,
      @Nullable UUID model,
      @Nullable OrganizationId owner,
      SignedIn who,
      double minutes,
      OffsetDateTime at) {
    return new SessionTranscribed(
        session,
        who.organization(),
        who.user(),
        owner,
        model == null ? null : new CustomModelId(model),
        null,
        model == null ? new UUID(0, 1) : null,
        "en-US",
        Math.round(minutes * 60_000),
        at,
        SessionKind.TRANSCRIPTION);
  }
}

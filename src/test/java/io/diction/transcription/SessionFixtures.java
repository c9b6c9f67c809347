package io.diction.transcription;

import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.speech.WordTiming;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sessions without waiting for recognition, for tests. Import it as a bean. */
public final class SessionFixtures {
  private final Sessions sessions;
  private final ModelChoices choices;
  private final TranscriptStore transcripts;
  private final Blobs blobs;
  private final TransactionOperations transaction;
  private final JdbcClient jdbc;

  public SessionFixtures(
      Sessions sessions,
      ModelChoices choices,
      TranscriptStore transcripts,
      Blobs blobs,
      TransactionOperations transaction,
      JdbcClient jdbc) {
    this.sessions = sessions;
    this.choices = choices;
    this.transcripts = transcripts;
    this.blobs = blobs;
    this.transaction = transaction;
    this.jdbc = jdbc;
  }

  /** One that waits for its turn. */
  public UUID queued(SignedIn user) {
    byte[] bytes = Ids.next().toString().getBytes(StandardCharsets.UTF_8);
    try {
      Blob audio = blobs.store(user.organization(), new ByteArrayInputStream(bytes));
      ModelChoice model = choices.offer(user).languages().get(0).models().get(0);
      return sessions.start(user, model, "call.wav", audio, null).id();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with a transcript of one word. */
  public UUID finished(SignedIn user) {
    UUID id = queued(user);
    SttSession session = sessions.get(user, id);
    Blob transcript =
        transcripts.write(
            user.organization(),
            new SessionTranscript(
                SessionTranscript.FORMAT_VERSION,
                session.modelLabel(),
                session.modelHash(),
                1,
                -1,
                List.of(new WordTiming("hill", 0.1, 0.5, 0.9)),
                null,
                null));
    transaction.executeWithoutResult(
        status -> blobs.retain(user.organization(), transcript.sha256()));
    jdbc.sql(
            """
            update stt_session
            set state = :state, transcript_sha256 = :transcript, finished_at = created_at
            where id = :id
            """)
        .param("state", JobState.SUCCEEDED.name())
        .param("transcript", transcript.sha256())
        .param("id", id)
        .update();
    return id;
  }
}

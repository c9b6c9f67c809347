package io.diction.transcription;

import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.speech.WordTiming;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.transcription.correction.Corrections;
import io.diction.transcription.correction.Passage;
import io.diction.transcription.search.SessionIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sessions without waiting for recognition, for tests. Import it as a bean. */
public final class SessionFixtures {
  private final Sessions sessions;
  private final NewSessions newSessions;
  private final Corrections corrections;
  private final ModelChoices choices;
  private final TranscriptStore transcripts;
  private final Blobs blobs;
  private final SessionIndex index;
  private final TransactionOperations transaction;
  private final JdbcClient jdbc;

  public SessionFixtures(
      Sessions sessions,
      NewSessions newSessions,
      Corrections corrections,
      ModelChoices choices,
      TranscriptStore transcripts,
      Blobs blobs,
      SessionIndex index,
      TransactionOperations transaction,
      JdbcClient jdbc) {
    this.sessions = sessions;
    this.newSessions = newSessions;
    this.corrections = corrections;
    this.choices = choices;
    this.transcripts = transcripts;
    this.blobs = blobs;
    this.index = index;
    this.transaction = transaction;
    this.jdbc = jdbc;
  }

  /** One that waits for its turn. */
  public UUID queued(SignedIn user) {
    return queued(user, "call.wav", Ids.next().toString().getBytes(StandardCharsets.UTF_8));
  }

  private UUID queued(SignedIn user, String name, byte[] recording) {
    try {
      Blob audio = blobs.store(user.organization(), new ByteArrayInputStream(recording));
      ModelChoice model = choices.offer(user).languages().get(0).models().get(0);
      return newSessions.start(user, model, name, audio, null).id();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with a transcript of one word. */
  public UUID finished(SignedIn user) {
    return finished(user, List.of(new WordTiming("hill", 0.1, 0.5, 0.9)));
  }

  /** One with a transcript. */
  public UUID finished(SignedIn user, List<WordTiming> words) {
    return finish(user, queued(user), words);
  }

  /** One that the whole organization sees. */
  public UUID shown(SignedIn user) {
    UUID id = finished(user);
    sessions.share(user, id, true);
    return id;
  }

  /** One that has a correction. */
  public UUID corrected(SignedIn user) {
    UUID id = finished(user);
    var unused = corrections.save(user, id, 1, 0, "Hills");
    return id;
  }

  /** Two that were started together and wait for their turn. */
  public UUID batch(SignedIn user) {
    return start(user, "call.wav", "talk.wav").get(0).batchId();
  }

  private List<SttSession> start(SignedIn user, String... names) {
    ModelChoice model = choices.offer(user).languages().get(0).models().get(0);
    List<Recordings.Recording> recordings = new ArrayList<>();
    try {
      for (String name : names) {
        byte[] bytes = Ids.next().toString().getBytes(StandardCharsets.UTF_8);
        Blob audio = blobs.store(user.organization(), new ByteArrayInputStream(bytes));
        recordings.add(new Recordings.Recording(name, audio));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return newSessions.start(user, model, recordings, null);
  }

  /** One with a recording and its transcript. */
  public UUID finished(SignedIn user, String name, byte[] recording, List<WordTiming> words) {
    return finish(user, queued(user, name, recording), words);
  }

  private UUID finish(SignedIn user, UUID id, List<WordTiming> words) {
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
                words,
                null,
                null));
    transaction.executeWithoutResult(
        status -> {
          blobs.retain(user.organization(), transcript.sha256());
          index.add(
              user.organization(),
              id,
              Passage.said(transcripts.read(user.organization(), transcript.sha256())));
        });
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

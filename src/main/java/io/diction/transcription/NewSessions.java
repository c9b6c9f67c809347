package io.diction.transcription;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.transcription.Recordings.Recording;
import io.diction.transcription.alignment.GivenText;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Starts sessions. */
@Service
class NewSessions {
  private final SessionRows rows;
  private final SharedSessions sharing;
  private final Jobs jobs;
  private final Recordings recordings;
  private final SessionTerms ownTerms;
  private final Blobs blobs;
  private final Audit audit;
  private final Clock clock;

  NewSessions(
      SessionRows rows,
      SharedSessions sharing,
      Jobs jobs,
      Recordings recordings,
      SessionTerms ownTerms,
      Blobs blobs,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.sharing = sharing;
    this.jobs = jobs;
    this.recordings = recordings;
    this.ownTerms = ownTerms;
    this.blobs = blobs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Queues the recognition of a recording that is stored already, or its alignment.
   *
   * @param text to be aligned; null to recognise what is said
   */
  @Transactional
  public SttSession start(
      SignedIn user, ModelChoice model, String fileName, Blob audio, @Nullable GivenText text) {
    boolean shared = sharing.isUsual(user.organization());
    String terms = ownTerms.keep(user.organization(), model.modelId());
    return start(user, model, new Recording(fileName, audio), text, shared, null, terms, null);
  }

  /** Queues several recordings together, all of them or none. */
  @Transactional
  public List<SttSession> start(
      SignedIn user, ModelChoice model, List<Recording> together, @Nullable GivenText text) {
    boolean shared = sharing.isUsual(user.organization());
    UUID batch = together.size() > 1 ? Ids.next() : null;
    String terms = ownTerms.keep(user.organization(), model.modelId());
    List<SttSession> started = new ArrayList<>();
    for (Recording recording : together) {
      started.add(start(user, model, recording, text, shared, batch, terms, null));
    }
    return started;
  }

  /**
   * Queues the recognition of one channel of a recording that is stored already.
   *
   * @param channel from 0
   * @param batch of what is started together
   */
  @Transactional
  public SttSession start(
      SignedIn user, ModelChoice model, Recording recording, int channel, @Nullable UUID batch) {
    boolean shared = sharing.isUsual(user.organization());
    String terms = ownTerms.keep(user.organization(), model.modelId());
    return start(user, model, recording, null, shared, batch, terms, channel);
  }

  private SttSession start(
      SignedIn user,
      ModelChoice model,
      Recording recording,
      @Nullable GivenText text,
      boolean shared,
      @Nullable UUID batch,
      String terms,
      @Nullable Integer channel) {
    Blob audio = recording.audio();
    UUID id = Ids.next();
    recordings.requireRoom(user, audio);
    blobs.retain(user.organization(), audio.sha256());
    if (text != null) {
      blobs.retain(user.organization(), text.sha256());
    }
    if (!terms.isEmpty()) {
      blobs.retain(user.organization(), terms);
    }
    UUID job = jobs.submit(TranscriptionJob.KIND, user.organization(), id);
    SttSession session =
        new SttSession(
            id,
            text == null ? SessionKind.TRANSCRIPTION : SessionKind.ALIGNMENT,
            user.organization().value(),
            user.user().value(),
            SessionName.of(recording.fileName()),
            model.locale(),
            model.baseModelId(),
            model.modelId(),
            model.versionId(),
            model.label(),
            model.hash(),
            audio.sha256(),
            audio.sizeBytes(),
            null,
            job,
            JobState.QUEUED,
            null,
            null,
            null,
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS),
            null,
            text == null ? null : text.sha256(),
            text == null ? null : text.name(),
            model.ownerId(),
            shared,
            batch,
            model.number(),
            terms,
            channel);
    rows.add(session);
    audit.record(user, "session.start", "session", id, session.name());
    return session;
  }
}

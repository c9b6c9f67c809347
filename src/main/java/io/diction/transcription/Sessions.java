package io.diction.transcription;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.transcription.SttSession.Kind;
import io.diction.transcription.alignment.GivenText;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Starts, shows, cancels and deletes the sessions of a user. Everyone sees only their own. */
@Service
class Sessions {
  private final SessionRows rows;
  private final TranscriptStore transcripts;
  private final Jobs jobs;
  private final Recordings recordings;
  private final Blobs blobs;
  private final Audit audit;
  private final Clock clock;

  Sessions(
      SessionRows rows,
      TranscriptStore transcripts,
      Jobs jobs,
      Recordings recordings,
      Blobs blobs,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.transcripts = transcripts;
    this.jobs = jobs;
    this.recordings = recordings;
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
    UUID id = Ids.next();
    recordings.requireRoom(user, audio);
    blobs.retain(user.organization(), audio.sha256());
    if (text != null) {
      blobs.retain(user.organization(), text.sha256());
    }
    UUID job = jobs.submit(TranscriptionJob.KIND, user.organization(), id);
    SttSession session =
        new SttSession(
            id,
            text == null ? Kind.TRANSCRIPTION : Kind.ALIGNMENT,
            user.organization().value(),
            user.user().value(),
            SessionName.of(fileName),
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
            text == null ? null : text.name());
    rows.add(session);
    audit.record(user, "session.start", "session", id, session.name());
    return session;
  }

  @Transactional(readOnly = true)
  public SttSession get(SignedIn user, UUID id) {
    return rows.find(user.organization(), user.user(), id).orElseThrow(NotFound::new);
  }

  @Transactional(readOnly = true)
  public GridPage<SttSession> page(SignedIn user, GridQuery query) {
    long total = rows.count(user.organization(), user.user());
    GridQuery within = query.within(total);
    return new GridPage<>(
        rows.page(user.organization(), user.user(), within.size(), within.offset()), total, within);
  }

  @Transactional(readOnly = true)
  public List<SttSession> recent(SignedIn user, int most) {
    return rows.page(user.organization(), user.user(), most, 0);
  }

  @Transactional(readOnly = true)
  public SessionTranscript transcript(SignedIn user, UUID id) {
    SttSession session = get(user, id);
    if (!session.isReady()) {
      throw new WrongState("transcription.refused.not-ready");
    }
    return transcripts.read(user.organization(), session.transcriptSha256());
  }

  @Transactional
  public void cancel(SignedIn user, UUID id) {
    SttSession session = get(user, id);
    if (!jobs.cancel(user.organization(), session.jobId())) {
      throw new WrongState("transcription.refused.finished");
    }
    audit.record(user, "session.cancel", "session", id, session.name());
  }

  /** The recording and its transcripts go with the session; their bytes after the retention. */
  @Transactional
  public void delete(SignedIn user, UUID id) {
    SttSession session = get(user, id);
    if (!session.isFinished()) {
      throw new WrongState("transcription.refused.running");
    }
    if (!remove(session)) {
      // Somebody was quicker; releasing the bytes once more would take them from others.
      throw new NotFound();
    }
    audit.record(user, "session.delete", "session", id, session.name());
  }

  /** Deletes the sessions that ended before a time, for an organization that keeps none longer. */
  @Transactional
  public int deleteBefore(OrganizationId organization, OffsetDateTime limit, int most) {
    List<SttSession> old = rows.finishedBefore(organization, limit, most);
    for (SttSession session : old) {
      if (remove(session)) {
        audit.record(organization, "session.expire", "session", session.id(), session.name());
      }
    }
    return old.size();
  }

  private boolean remove(SttSession session) {
    OrganizationId organization = new OrganizationId(session.organizationId());
    if (!rows.delete(organization, new UserId(session.userId()), session.id())) {
      return false;
    }
    blobs.release(organization, session.audioSha256());
    Stream.of(
            Optional.ofNullable(session.transcriptSha256()),
            Optional.ofNullable(session.textSha256()))
        .flatMap(Optional::stream)
        .forEach(sha256 -> blobs.release(organization, sha256));
    return true;
  }
}

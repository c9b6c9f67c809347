package io.diction.transcription;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows, cancels and deletes sessions. Everyone sees their own and those that their makers show to
 * the organization; what becomes of a session its maker decides.
 */
@Service
public class Sessions {
  private final SessionRows rows;
  private final SessionLists lists;
  private final TranscriptStore transcripts;
  private final Jobs jobs;
  private final SessionRemoval removal;
  private final Audit audit;

  Sessions(
      SessionRows rows,
      SessionLists lists,
      TranscriptStore transcripts,
      Jobs jobs,
      SessionRemoval removal,
      Audit audit) {
    this.rows = rows;
    this.lists = lists;
    this.transcripts = transcripts;
    this.jobs = jobs;
    this.removal = removal;
    this.audit = audit;
  }

  @Transactional(readOnly = true)
  public SttSession get(SignedIn user, UUID id) {
    return rows.find(user.organization(), user.user(), id).orElseThrow(NotFound::new);
  }

  /** The session, if this user started it. */
  @Transactional(readOnly = true)
  public SttSession getOwn(SignedIn user, UUID id) {
    SttSession session = get(user, id);
    if (!session.isOf(user)) {
      throw new NotAllowed("transcription.refused.not-yours");
    }
    return session;
  }

  @Transactional(readOnly = true)
  List<SttSession> recent(SignedIn user, int most) {
    return lists.own(user.organization(), user.user(), most);
  }

  /** Shows a session to the whole organization, or to its maker alone again. */
  @Transactional
  void share(SignedIn user, UUID id, boolean shared) {
    SttSession session = getOwn(user, id);
    if (session.shared() != shared) {
      rows.share(user.organization(), user.user(), id, shared);
      audit.record(
          user, shared ? "session.share" : "session.unshare", "session", id, session.name());
    }
  }

  /** The session, if it has its transcript. */
  @Transactional(readOnly = true)
  public SttSession requireReady(SignedIn user, UUID id) {
    SttSession session = get(user, id);
    if (!session.isReady()) {
      throw new WrongState("transcription.refused.not-ready");
    }
    return session;
  }

  @Transactional(readOnly = true)
  public SessionTranscript transcript(SignedIn user, UUID id) {
    SttSession session = requireReady(user, id);
    return transcripts.read(user.organization(), session.transcriptSha256());
  }

  @Transactional
  public void cancel(SignedIn user, UUID id) {
    SttSession session = getOwn(user, id);
    if (!jobs.cancel(user.organization(), session.jobId())) {
      throw new WrongState("transcription.refused.finished");
    }
    audit.record(user, "session.cancel", "session", id, session.name());
  }

  /** What the user started together, in that order. */
  @Transactional(readOnly = true)
  List<SttSession> batch(SignedIn user, UUID batch) {
    List<SttSession> found = lists.batch(user.organization(), user.user(), batch);
    if (found.isEmpty()) {
      throw new NotFound();
    }
    return found;
  }

  /**
   * Cancels what has not ended of what was started together.
   *
   * @return how many
   */
  @Transactional
  int cancelAll(SignedIn user, UUID batch) {
    int cancelled = 0;
    for (SttSession session : batch(user, batch)) {
      if (!session.isFinished() && jobs.cancel(user.organization(), session.jobId())) {
        audit.record(user, "session.cancel", "session", session.id(), session.name());
        cancelled++;
      }
    }
    return cancelled;
  }

  /** The recording and its transcripts go with the session; their bytes after the retention. */
  @Transactional
  public void delete(SignedIn user, UUID id) {
    SttSession session = getOwn(user, id);
    if (!session.isFinished()) {
      throw new WrongState("transcription.refused.running");
    }
    if (!removal.remove(session)) {
      // Somebody was quicker; releasing the bytes once more would take them from others.
      throw new NotFound();
    }
    audit.record(user, "session.delete", "session", id, session.name());
  }

  /** Deletes the sessions that ended before a time, for an organization that keeps none longer. */
  @Transactional
  public int deleteBefore(OrganizationId organization, OffsetDateTime limit, int most) {
    List<SttSession> old = lists.finishedBefore(organization, limit, most);
    for (SttSession session : old) {
      if (removal.remove(session)) {
        audit.record(organization, "session.expire", "session", session.id(), session.name());
      }
    }
    return old.size();
  }
}

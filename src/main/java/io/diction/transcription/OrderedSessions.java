package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.speech.WordTiming;
import io.diction.storage.Blob;
import io.diction.transcription.Recordings.Recording;
import io.diction.transcription.correction.Passage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sessions that programs order for their organization, each of one channel of a recording. Whoever
 * made the program's key sees them among their own.
 */
@Service
public class OrderedSessions {
  private final NewSessions made;
  private final SessionLists lists;
  private final SessionRemoval removal;
  private final TranscriptStore transcripts;
  private final Jobs jobs;
  private final TranscriptionSettings settings;

  OrderedSessions(
      NewSessions made,
      SessionLists lists,
      SessionRemoval removal,
      TranscriptStore transcripts,
      Jobs jobs,
      TranscriptionSettings settings) {
    this.made = made;
    this.lists = lists;
    this.removal = removal;
    this.transcripts = transcripts;
    this.jobs = jobs;
    this.settings = settings;
  }

  /** No recording may be larger, in bytes. */
  public long largestRecording() {
    return settings.maxRecording().toBytes();
  }

  /**
   * Queues the recognition of one channel of a recording that is stored already.
   *
   * @param batch of what is started together
   */
  @Transactional
  public UUID start(
      SignedIn who,
      ModelChoice model,
      String fileName,
      Blob audio,
      int channel,
      @Nullable UUID batch) {
    return made.start(who, model, new Recording(fileName, audio), channel, batch).id();
  }

  /** Those of some sessions that the organization has. */
  @Transactional(readOnly = true)
  public Map<UUID, SttSession> byId(OrganizationId organization, Collection<UUID> ids) {
    return lists.list(organization, ids).stream()
        .collect(Collectors.toMap(SttSession::id, Function.identity()));
  }

  /** Whether some of these have not ended. */
  @Transactional(readOnly = true)
  public boolean isAnyUnderWay(OrganizationId organization, Collection<UUID> ids) {
    return lists.isAnyUnderWay(organization, ids);
  }

  /** Of one that has been transcribed. */
  public SessionTranscript transcript(SttSession session) {
    return transcripts.read(
        new OrganizationId(session.organizationId()), session.transcriptSha256());
  }

  /** What is said, cut at pauses where possible: in the way in which people see it. */
  public static List<List<WordTiming>> phrases(SessionTranscript transcript) {
    return Passage.cut(transcript.words()).stream().map(Passage::words).toList();
  }

  /** Cancels those that have not ended, and removes them all. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void remove(OrganizationId organization, Collection<UUID> ids) {
    for (SttSession session : lists.list(organization, ids)) {
      if (!session.isFinished()) {
        jobs.cancel(organization, session.jobId());
      }
      removal.remove(session);
    }
  }
}

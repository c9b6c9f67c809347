package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.transcription.correction.Passage;
import io.diction.transcription.search.SessionIndex;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps transcripts with the sessions that they were made for. */
@Component
class SessionResults {
  private final SessionRows rows;
  private final TranscriptStore transcripts;
  private final Blobs blobs;
  private final SessionIndex index;
  private final TransactionTemplate transaction;

  SessionResults(
      SessionRows rows,
      TranscriptStore transcripts,
      Blobs blobs,
      SessionIndex index,
      TransactionTemplate transaction) {
    this.rows = rows;
    this.transcripts = transcripts;
    this.blobs = blobs;
    this.index = index;
    this.transaction = transaction;
  }

  /** Not where the session was deleted meanwhile. */
  void keep(OrganizationId organization, SttSession session, SessionTranscript made) {
    Blob blob = transcripts.write(organization, made);
    transaction.executeWithoutResult(
        status -> {
          if (rows.transcribed(
              organization,
              session.id(),
              blob.sha256(),
              Math.round(made.durationSeconds() * 1000))) {
            blobs.retain(organization, blob.sha256());
            index.add(organization, session.id(), Passage.said(made));
          }
        });
  }
}

package io.diction.transcription.correction;

import io.diction.identity.OrganizationId;
import io.diction.transcription.SessionsToIndex;
import io.diction.transcription.SttSession;
import io.diction.transcription.search.SessionIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes into the index what was transcribed before there was one. */
@Component
public class OldTranscripts {
  private static final Logger log = LoggerFactory.getLogger(OldTranscripts.class);
  private static final int BATCH = 50;
  private static final int MOST_UNREADABLE = 1000;

  private final SessionsToIndex sessions;
  private final Corrections corrections;
  private final CorrectionRows rows;
  private final SessionIndex index;
  private final TransactionTemplate transaction;

  OldTranscripts(
      SessionsToIndex sessions,
      Corrections corrections,
      CorrectionRows rows,
      SessionIndex index,
      TransactionTemplate transaction) {
    this.sessions = sessions;
    this.corrections = corrections;
    this.rows = rows;
    this.index = index;
    this.transaction = transaction;
  }

  /** Until there is none left but those that cannot be read. */
  public void index() {
    Set<UUID> unreadable = new HashSet<>();
    List<SttSession> found;
    do {
      found = sessions.next(unreadable, BATCH);
      for (SttSession session : found) {
        try {
          transaction.executeWithoutResult(status -> index(session));
        } catch (RuntimeException problem) {
          unreadable.add(session.id());
          log.error("The words of session {} cannot be looked for", session.id(), problem);
        }
      }
    } while (found.size() == BATCH && unreadable.size() < MOST_UNREADABLE);
  }

  private void index(SttSession session) {
    OrganizationId organization = new OrganizationId(session.organizationId());
    // What is corrected meanwhile would not be found.
    rows.lock(organization, session.id());
    index.add(
        organization,
        session.id(),
        Passage.said(
            corrections.current(organization, session.id(), sessions.transcript(session))));
  }
}

package io.diction.transcription;

import io.diction.identity.OrganizationId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sessions whose words cannot be looked for yet. */
@Component
public class SessionsToIndex {
  private final SessionLists lists;
  private final TranscriptStore transcripts;

  SessionsToIndex(SessionLists lists, TranscriptStore transcripts) {
    this.lists = lists;
    this.transcripts = transcripts;
  }

  public List<SttSession> next(Collection<UUID> except, int most) {
    return lists.notIndexed(except, most);
  }

  public SessionTranscript transcript(SttSession session) {
    return transcripts.read(
        new OrganizationId(session.organizationId()), session.transcriptSha256());
  }
}

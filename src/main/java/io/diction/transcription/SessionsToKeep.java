package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.organization.KeptSessions;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/** Tells how many sessions a setting would delete, before it is saved. */
@Component
class SessionsToKeep implements KeptSessions {
  private final SessionLists lists;

  SessionsToKeep(SessionLists lists) {
    this.lists = lists;
  }

  @Override
  public long finishedBefore(OrganizationId organization, OffsetDateTime limit) {
    return lists.countFinishedBefore(organization, limit);
  }
}

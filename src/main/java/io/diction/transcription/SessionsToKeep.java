package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.organization.KeptSessions;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/** Tells how many sessions a setting would delete, before it is saved. */
@Component
class SessionsToKeep implements KeptSessions {
  private final SessionRows rows;

  SessionsToKeep(SessionRows rows) {
    this.rows = rows;
  }

  @Override
  public long finishedBefore(OrganizationId organization, OffsetDateTime limit) {
    return rows.countFinishedBefore(organization, limit);
  }
}

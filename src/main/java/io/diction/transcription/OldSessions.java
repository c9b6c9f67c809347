package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.organization.Organizations;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes the sessions of organizations that keep them for a time only. */
@Component
class OldSessions {
  private static final Logger log = LoggerFactory.getLogger(OldSessions.class);
  private static final int BATCH = 100;

  private final Sessions sessions;
  private final Organizations organizations;
  private final Clock clock;

  OldSessions(Sessions sessions, Organizations organizations, Clock clock) {
    this.sessions = sessions;
    this.organizations = organizations;
    this.clock = clock;
  }

  /** When a session is deleted by itself; empty where the organization keeps them. */
  Optional<OffsetDateTime> keptUntil(SttSession session) {
    return Optional.ofNullable(
            organizations.sessionRetentions().get(new OrganizationId(session.organizationId())))
        .map(kept -> session.createdAt().plus(kept));
  }

  void delete() {
    OffsetDateTime now = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    organizations
        .sessionRetentions()
        .forEach(
            (organization, kept) -> {
              try {
                delete(organization, now.minus(kept));
              } catch (RuntimeException problem) {
                // The others have a right to their turn.
                log.error("Old sessions of {} are still there", organization, problem);
              }
            });
  }

  private void delete(OrganizationId organization, OffsetDateTime limit) {
    int found = BATCH;
    while (found == BATCH) {
      found = sessions.deleteBefore(organization, limit, BATCH);
    }
  }
}

package io.diction.transcription;

import io.diction.organization.Organizations;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Deletes the sessions of organizations that keep them for a time only. */
@Component
class OldSessions {
  private static final int BATCH = 100;

  private final Sessions sessions;
  private final Organizations organizations;
  private final Clock clock;

  OldSessions(Sessions sessions, Organizations organizations, Clock clock) {
    this.sessions = sessions;
    this.organizations = organizations;
    this.clock = clock;
  }

  void delete() {
    OffsetDateTime now = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    organizations
        .sessionRetentions()
        .forEach(
            (organization, kept) -> {
              int found = BATCH;
              while (found == BATCH) {
                found = sessions.deleteBefore(organization, now.minus(kept), BATCH);
              }
            });
  }
}

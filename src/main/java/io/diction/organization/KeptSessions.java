package io.diction.organization;

import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;

/** Tells how many sessions a shorter time to keep them takes away; known further up. */
public interface KeptSessions {
  long finishedBefore(OrganizationId organization, OffsetDateTime limit);
}

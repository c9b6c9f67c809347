package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.time.Duration;
import java.util.Map;

/** How long bytes that nothing refers to any more stay, where an organization decides that. */
public interface Retentions {
  /** At least an hour each; for organizations that are absent the installation's setting holds. */
  Map<OrganizationId, Duration> ofOrganizations();
}

package io.diction.organization.plan;

import io.diction.identity.OrganizationId;

/** Counts what the plan limits and another module keeps. */
public interface ModelCount {
  /** How many custom models the organization has. */
  long models(OrganizationId organization);
}

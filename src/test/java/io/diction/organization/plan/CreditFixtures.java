package io.diction.organization.plan;

import io.diction.identity.OrganizationId;
import io.diction.organization.OrganizationFixtures;

/** Gives organizations training credits in tests. Import it as a bean. */
public final class CreditFixtures {
  private final Credits credits;

  public CreditFixtures(Credits credits) {
    this.credits = credits;
  }

  public void grant(OrganizationId organization, int amount) {
    OrganizationFixtures.grant(credits, organization, amount);
  }
}

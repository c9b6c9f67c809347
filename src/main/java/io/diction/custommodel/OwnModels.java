package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.organization.plan.ModelCount;
import org.springframework.stereotype.Component;

/** Tells how many models an organization has, for the page of its plan. */
@Component
class OwnModels implements ModelCount {
  private final ModelStore store;

  OwnModels(ModelStore store) {
    this.store = store;
  }

  @Override
  public long models(OrganizationId organization) {
    return store.ownModels(organization);
  }
}

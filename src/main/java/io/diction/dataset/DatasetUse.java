package io.diction.dataset;

import io.diction.identity.OrganizationId;

/** Knows what works with a dataset besides models. Beans of this type are found at start. */
public interface DatasetUse {
  /** Whether something goes on with the dataset that would fail without it. */
  boolean isUsed(DatasetId dataset, OrganizationId organization);
}

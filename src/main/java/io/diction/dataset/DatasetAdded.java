package io.diction.dataset;

import io.diction.identity.OrganizationId;

/** There is a dataset more, which is yet to be validated. */
public record DatasetAdded(DatasetId dataset, OrganizationId organization) {}

package io.diction.dataset;

import io.diction.identity.OrganizationId;

/** A dataset belongs to no model any more and is gone. */
public record DatasetErased(DatasetId dataset, OrganizationId organization) {}

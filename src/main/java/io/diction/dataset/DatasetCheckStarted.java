package io.diction.dataset;

import io.diction.identity.OrganizationId;

/** The validation of a dataset began, or began again after a crash. */
public record DatasetCheckStarted(DatasetId dataset, OrganizationId organization) {}

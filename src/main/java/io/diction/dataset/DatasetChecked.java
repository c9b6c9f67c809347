package io.diction.dataset;

import io.diction.identity.OrganizationId;

/** A validation ended, whatever it found. */
public record DatasetChecked(DatasetId dataset, OrganizationId organization) {}

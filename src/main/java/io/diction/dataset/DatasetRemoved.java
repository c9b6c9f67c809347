package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;

/** A dataset does not belong to a model any more. */
public record DatasetRemoved(DatasetId dataset, CustomModelId model, OrganizationId organization) {}

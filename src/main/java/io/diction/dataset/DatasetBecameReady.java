package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;

/** A dataset of a model passed validation: a training may use it from now on. */
public record DatasetBecameReady(
    DatasetId dataset, CustomModelId model, OrganizationId organization) {}

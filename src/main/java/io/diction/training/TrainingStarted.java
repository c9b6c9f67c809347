package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.training.run.RunId;

/** A training began to work. */
public record TrainingStarted(RunId run, CustomModelId model, OrganizationId organization) {}

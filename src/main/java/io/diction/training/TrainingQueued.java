package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.training.run.RunId;

/** A training was asked for and waits. */
public record TrainingQueued(RunId run, CustomModelId model, OrganizationId organization) {}

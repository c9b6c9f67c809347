package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.training.run.Outcome;
import io.diction.training.run.RunId;

/** A training ended, one way or another. */
public record TrainingFinished(
    RunId run, CustomModelId model, OrganizationId organization, Outcome outcome) {}

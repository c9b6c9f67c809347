package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.training.run.RunId;

/** A training was asked for, and a test of what it makes. */
public record TestWanted(RunId run, CustomModelId model, OrganizationId organization) {}

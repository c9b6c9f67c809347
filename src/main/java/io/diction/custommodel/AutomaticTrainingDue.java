package io.diction.custommodel;

import io.diction.identity.OrganizationId;

/** A model that is set to train by itself has something to train on, and no training yet. */
public record AutomaticTrainingDue(CustomModelId model, OrganizationId owner) {}

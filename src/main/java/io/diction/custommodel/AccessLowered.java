package io.diction.custommodel;

import io.diction.identity.OrganizationId;

/**
 * An organization may do less with a model of another one than before.
 *
 * @param permission what it may still do
 */
public record AccessLowered(
    CustomModelId model, OrganizationId organization, Permission permission) {}

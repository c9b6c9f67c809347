package io.diction.custommodel;

import io.diction.identity.OrganizationId;

/**
 * An organization may do less with a model of another one than before.
 *
 * @param name the model as it is called now
 * @param ownerName its owner as it is called now
 * @param permission what the organization may still do
 * @param wasDefault whether it was the organization's default for its language
 */
public record AccessLowered(
    CustomModelId model,
    String name,
    String ownerName,
    OrganizationId organization,
    Permission permission,
    boolean wasDefault) {}

package io.diction.custommodel;

import io.diction.identity.OrganizationId;

/** From now on this version is the one in use. */
public record VersionAccepted(
    CustomModelId model, OrganizationId owner, VersionId version, int number) {}

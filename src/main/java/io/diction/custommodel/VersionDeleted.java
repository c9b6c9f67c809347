package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import java.util.UUID;

/**
 * One version of a model is gone for good, the others stay.
 *
 * @param job that made it
 */
public record VersionDeleted(
    CustomModelId model, VersionId version, UUID job, OrganizationId owner) {}

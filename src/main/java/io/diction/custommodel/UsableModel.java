package io.diction.custommodel;

import io.diction.identity.OrganizationId;

/**
 * A custom model that can be chosen for transcription.
 *
 * @param artifactSha256 of the accepted version, stored for the owner
 */
public record UsableModel(
    CustomModelId id,
    OrganizationId owner,
    String name,
    String locale,
    VersionId version,
    int number,
    String artifactSha256,
    boolean isDefault) {}

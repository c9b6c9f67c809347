package io.diction.modelcopy;

import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Leave to put one version into an organization, once.
 *
 * @param target who gives it
 * @param source who may use it
 */
public record CopyAuthorization(
    UUID id, OrganizationId target, OrganizationId source, OffsetDateTime expiresAt) {}

package io.diction.modelfile;

import io.diction.identity.OrganizationId;
import java.util.UUID;

/**
 * A version has come as a file.
 *
 * @param id by which it is known, as one that was trained here is by its job
 */
public record VersionImported(UUID id, OrganizationId owner) {}

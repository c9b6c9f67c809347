package io.diction.project;

import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A project.
 *
 * @param locale BCP 47, that of all its members; never changes
 */
public record Project(
    ProjectId id,
    OrganizationId organization,
    String name,
    @Nullable String description,
    String locale,
    OffsetDateTime createdAt) {}

package io.diction.organization.tenant;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a list of organizations.
 *
 * @param parentName the reseller it is a customer of
 */
public record Tenant(
    UUID id,
    String name,
    @Nullable String parentName,
    boolean reseller,
    boolean suspended,
    long users,
    long credits,
    OffsetDateTime createdAt) {}

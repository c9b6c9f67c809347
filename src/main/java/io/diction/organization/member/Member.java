package io.diction.organization.member;

import io.diction.identity.Role;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of a list of users. */
public record Member(
    UUID id,
    UUID organizationId,
    String organizationName,
    String displayName,
    String email,
    Role role,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime deactivatedAt,
    boolean secondFactor) {
  public boolean isDeactivated() {
    return deactivatedAt != null;
  }
}

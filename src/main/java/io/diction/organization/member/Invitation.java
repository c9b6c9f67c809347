package io.diction.organization.member;

import io.diction.identity.Role;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link that still works: to join an organization, or for a user to choose a new password.
 *
 * @param userId whose password it resets; none when somebody new is to join
 * @param createdBy who made it
 * @param taken whether somebody who is to join has an account already, of whichever organization
 */
public record Invitation(
    UUID id,
    UUID organizationId,
    String organizationName,
    @Nullable UUID userId,
    String email,
    String displayName,
    Role role,
    String createdBy,
    OffsetDateTime createdAt,
    OffsetDateTime expiresAt,
    boolean taken) {
  /** Whether it resets the password of somebody who is a user already. */
  public boolean isReset() {
    return userId != null;
  }
}

package io.diction.organization.key;

import io.diction.identity.Role;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a program acts for an organization.
 *
 * @param lastCharacters by which people tell keys apart; the rest is nowhere
 * @param lastUsedAt to the minute
 */
public record ApiKey(
    UUID id,
    String name,
    Role role,
    String lastCharacters,
    String createdBy,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime lastUsedAt,
    @Nullable OffsetDateTime expiresAt,
    @Nullable OffsetDateTime revokedAt) {
  /** Whether it opens anything at that time: active, expired or revoked. */
  public String state(OffsetDateTime now) {
    if (revokedAt != null) {
      return "revoked";
    }
    return expiresAt != null && !expiresAt.isAfter(now) ? "expired" : "active";
  }
}

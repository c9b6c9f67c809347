package io.diction.modelcopy;

import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy authorization as its organization sees it afterwards, without what makes it work.
 *
 * @param handle by which it is taken back
 * @param source who may use it
 * @param project the copy is put into; null for none
 */
public record GivenAuthorization(
    UUID handle,
    OrganizationId source,
    @Nullable UUID project,
    String createdBy,
    OffsetDateTime createdAt,
    OffsetDateTime expiresAt,
    @Nullable OffsetDateTime usedAt,
    @Nullable OffsetDateTime revokedAt) {

  /** Where it stands; in lower case as in message keys. */
  public String state(OffsetDateTime now) {
    return usedAt != null
        ? "used"
        : revokedAt != null ? "revoked" : expiresAt.isAfter(now) ? "open" : "over";
  }
}

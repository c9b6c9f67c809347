package io.diction.audit;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.UserId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One deed as it was written down; names are those of that time.
 *
 * @param organization whose matter it is
 * @param actor nobody when Diction did it itself
 * @param action module and verb, such as {@code model.delete}
 * @param detail what the action alone does not say, empty where there is nothing more
 */
public record AuditEntry(
    UUID id,
    OrganizationId organization,
    OffsetDateTime at,
    @Nullable UserId actor,
    String actorName,
    @Nullable Role actorRole,
    String action,
    String objectType,
    UUID objectId,
    String objectName,
    String detail) {}

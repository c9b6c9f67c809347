package io.diction.audit;

import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the log are looked for; everything that is absent or empty matches all.
 *
 * @param actor how the name of whoever did it begins
 * @param action how the action begins, such as {@code model.} or {@code model.delete}
 * @param object how the object's name begins, or its id
 * @param from the first moment
 * @param until the first moment after
 */
public record AuditFilter(
    @Nullable OrganizationId organization,
    String actor,
    String action,
    String object,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime until) {
  public static final AuditFilter ALL = new AuditFilter(null, "", "", "", null, null);
}

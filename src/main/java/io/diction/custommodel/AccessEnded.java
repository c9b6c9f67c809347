package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An organization has a model of another one no more.
 *
 * @param ownerName the owner as it is called now
 * @param wasDefault whether it was the organization's default for its language
 */
public record AccessEnded(
    CustomModelId model,
    String name,
    OrganizationId owner,
    String ownerName,
    OrganizationId organization,
    Reason reason,
    boolean wasDefault,
    @Nullable OffsetDateTime at) {
  /** Why. */
  public enum Reason {
    REMOVED,
    DATE,
    ARCHIVED,
    DELETED,
    /** It is there still, to be looked at alone. */
    LOWERED;

    /** As in message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

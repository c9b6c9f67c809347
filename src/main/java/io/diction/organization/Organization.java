package io.diction.organization;

import io.diction.identity.OrganizationId;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A tenant.
 *
 * @param parent the reseller it is a customer of
 * @param reseller whether it may have customer organizations
 * @param zone of its users who have not chosen one of their own
 * @param suspended nobody of it may sign in
 */
public record Organization(
    OrganizationId id,
    @Nullable OrganizationId parent,
    String name,
    boolean reseller,
    ZoneId zone,
    Limits limits,
    boolean suspended) {
  /** By which programs of other organizations name it. */
  public static String resourceId(OrganizationId id) {
    return "org-" + id;
  }

  public String getResourceId() {
    return resourceId(id);
  }

  /**
   * What its plan allows.
   *
   * @param maxUsers active ones and open invitations together, at least 0, or {@link
   *     Integer#MAX_VALUE}: unlimited
   * @param maxModels at least 0, or {@link Integer#MAX_VALUE}: unlimited
   * @param maxStorageBytes at least 0, or {@link Long#MAX_VALUE}: unlimited
   */
  public record Limits(int maxUsers, int maxModels, long maxStorageBytes) {
    public static final Limits NONE =
        new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

    public Limits {
      if (maxUsers < 0 || maxModels < 0 || maxStorageBytes < 0) {
        throw new IllegalArgumentException(
            "negative limit: %d users, %d models, %d bytes"
                .formatted(maxUsers, maxModels, maxStorageBytes));
      }
    }

    /** Any number of users. */
    public Limits(int maxModels, long maxStorageBytes) {
      this(Integer.MAX_VALUE, maxModels, maxStorageBytes);
    }
  }
}

package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An organization that has a model of another one, and how.
 *
 * @param zone the organization's
 * @param until when its access ends; null when no end is set
 * @param version the one that it serves; null before the owner has one in use
 * @param number of that version, 0 without one
 * @param owners the owner's version in use where that is another one; else null
 * @param ownersNumber its number, 0 without one
 * @param before the one that it served before; null where there is none
 * @param follows whether it takes every version that the owner puts into use
 */
public record Holder(
    CustomModelId model,
    String modelName,
    String locale,
    OrganizationId organization,
    String name,
    ZoneId zone,
    Permission permission,
    boolean isDefault,
    OffsetDateTime from,
    @Nullable OffsetDateTime until,
    @Nullable VersionId version,
    int number,
    @Nullable VersionId owners,
    int ownersNumber,
    @Nullable VersionId before,
    boolean follows) {

  /** Whether the owner has put another version into use, which waits for a yes. */
  public boolean isOffered() {
    return owners != null && permission.includes(Permission.USE);
  }

  /** The last whole day that it has the model, where it is; null when no end is set. */
  public @Nullable LocalDate lastDay() {
    return until == null ? null : until.atZoneSameInstant(zone).minusNanos(1).toLocalDate();
  }
}

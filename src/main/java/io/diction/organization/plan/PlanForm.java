package io.diction.organization.plan;

import io.diction.organization.Organization.Limits;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/** What a plan allows; an empty field sets no limit. */
public record PlanForm(
    @Range(min = 0, max = 1_000_000) @Nullable Integer users,
    @Range(min = 0, max = 1_000_000) @Nullable Integer models,
    @Range(min = 0, max = 1_000_000) @Nullable Integer storageGigabytes) {
  private static final long GIGABYTE = 1L << 30;

  public static PlanForm of(Limits limits) {
    return new PlanForm(
        limits.maxUsers() == Integer.MAX_VALUE ? null : limits.maxUsers(),
        limits.maxModels() == Integer.MAX_VALUE ? null : limits.maxModels(),
        limits.maxStorageBytes() == Long.MAX_VALUE
            ? null
            : (int) Math.min(1_000_000, (limits.maxStorageBytes() + GIGABYTE - 1) / GIGABYTE));
  }

  public Limits limits() {
    return new Limits(
        users == null ? Integer.MAX_VALUE : users,
        models == null ? Integer.MAX_VALUE : models,
        storageGigabytes == null ? Long.MAX_VALUE : storageGigabytes * GIGABYTE);
  }
}

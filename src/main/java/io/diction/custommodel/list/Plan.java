package io.diction.custommodel.list;

import io.diction.custommodel.CustomModels;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.organization.plan.Credits;
import io.diction.storage.Blobs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the organization's plan still allows, told before a limit is in somebody's way. */
@Component
class Plan {
  private final CustomModels models;
  private final Organizations organizations;
  private final Credits credits;
  private final Blobs blobs;

  Plan(CustomModels models, Organizations organizations, Credits credits, Blobs blobs) {
    this.models = models;
    this.organizations = organizations;
    this.credits = credits;
    this.blobs = blobs;
  }

  /**
   * How an organization stands.
   *
   * @param mostModels null without a limit
   * @param mostBytes of storage; null without a limit
   */
  record Standing(
      long models,
      @Nullable Integer mostModels,
      long credits,
      long bytes,
      @Nullable Long mostBytes) {
    /** Four fifths of something are used, or the last credits are near. */
    public boolean isTight() {
      return (mostModels != null && models * 5 >= mostModels * 4L)
          || (mostBytes != null && bytes / 4 >= mostBytes / 5)
          || credits < 2;
    }
  }

  @Transactional(readOnly = true)
  public Standing of(SignedIn who) {
    var limits = organizations.get(who.organization()).limits();
    boolean anyModels = limits.maxModels() == Integer.MAX_VALUE;
    boolean anyBytes = limits.maxStorageBytes() == Long.MAX_VALUE;
    return new Standing(
        models.own(who),
        anyModels ? null : Integer.valueOf(limits.maxModels()),
        credits.balance(who.organization()),
        blobs.usedBytes(who.organization()),
        anyBytes ? null : Long.valueOf(limits.maxStorageBytes()));
  }
}

package io.diction.dataset;

import io.diction.dataset.tus.PartialUploads;
import io.diction.identity.OrganizationId;
import io.diction.organization.Organizations;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import java.util.Collection;
import java.util.HashSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the plan of an organization still has room for; nearly without end where it has no limit.
 */
@Component
public class PlanRoom {
  private final Organizations organizations;
  private final Blobs blobs;
  private final PartialUploads partials;

  PlanRoom(Organizations organizations, Blobs blobs, PartialUploads partials) {
    this.organizations = organizations;
    this.blobs = blobs;
    this.partials = partials;
  }

  /** Without what was promised to uploads on their way. */
  @Transactional(readOnly = true)
  public long leftBytes(OrganizationId organization) {
    return organizations.get(organization).limits().maxStorageBytes()
        - blobs.usedBytes(organization)
        - partials.promisedBytes(organization);
  }

  /**
   * Those who take room do it one after the other: until this transaction ends nobody else does.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public long hold(OrganizationId organization) {
    organizations.lock(organization);
    return leftBytes(organization);
  }

  /**
   * Makes sure, until this transaction ends, that bytes can be kept; those that something refers to
   * already take no room.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void require(OrganizationId organization, Collection<Blob> bytes) {
    long left = hold(organization);
    for (Blob blob : new HashSet<>(bytes)) {
      left -= blobs.isUsed(organization, blob.sha256()) ? 0 : blob.sizeBytes();
    }
    if (left < 0) {
      throw new LimitReached(ErrorCode.STORAGE_LIMIT);
    }
  }
}

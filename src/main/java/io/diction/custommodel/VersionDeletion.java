package io.diction.custommodel;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes single versions from models. */
@Service
public class VersionDeletion {
  private final ModelStore store;
  private final VersionRows rows;
  private final Organizations organizations;
  private final Blobs blobs;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  /** Looked up late: they need to know the models. */
  private final ObjectProvider<VersionUse> uses;

  VersionDeletion(
      ModelStore store,
      VersionRows rows,
      Organizations organizations,
      Blobs blobs,
      Audit audit,
      ApplicationEventPublisher events,
      ObjectProvider<VersionUse> uses) {
    this.store = store;
    this.rows = rows;
    this.organizations = organizations;
    this.blobs = blobs;
    this.audit = audit;
    this.events = events;
    this.uses = uses;
  }

  /**
   * Removes a version for good. Where it was in use none is until somebody accepts another.
   *
   * @throws WrongState while other organizations have it, or something works with it
   */
  @Transactional
  public void delete(CustomModelId id, VersionId version, SignedIn who) {
    requireDeletable(id, version, who);
    CustomModel model = store.lockOwn(id, who);
    ModelVersion gone = rows.find(version, id).orElseThrow(NotFound::new);
    // All who count references to bytes do it one after the other.
    organizations.lock(model.organization());
    blobs.release(model.organization(), gone.made().artifact().sha256());
    rows.delete(version, id);
    model.lost(version, rows.count(id) > 0, store.now());
    store.save(model);
    audit.record(
        who,
        "custom-model.delete-version",
        CustomModels.AUDITED,
        id.value(),
        model.name() + " #" + gone.number());
    events.publishEvent(new VersionDeleted(id, version, gone.job(), model.organization()));
  }

  /** Refuses what {@link #delete} would refuse. The model is locked until the transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void requireDeletable(CustomModelId id, VersionId version, SignedIn who) {
    if (!CustomModels.mayDelete(who)) {
      throw new NotAllowed("custommodel.delete-not-allowed");
    }
    store.lockOwn(id, who);
    if (rows.isShared(version, id, store.now())
        || uses.orderedStream().anyMatch(use -> use.isUsed(version))) {
      throw new WrongState("custommodel.version-in-use");
    }
  }
}

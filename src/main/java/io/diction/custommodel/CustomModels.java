package io.diction.custommodel;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with custom models as a whole. */
@Service
public class CustomModels {
  static final String AUDITED = "custom-model";

  private final ModelStore store;
  private final VersionRows versions;
  private final ModelAccess access;
  private final BaseModels baseModels;
  private final Organizations organizations;
  private final Blobs blobs;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  /** Looked up late: they need to know the models. */
  private final ObjectProvider<VersionUse> uses;

  CustomModels(
      ModelStore store,
      VersionRows versions,
      ModelAccess access,
      BaseModels baseModels,
      Organizations organizations,
      Blobs blobs,
      Audit audit,
      ApplicationEventPublisher events,
      ObjectProvider<VersionUse> uses) {
    this.store = store;
    this.versions = versions;
    this.access = access;
    this.baseModels = baseModels;
    this.organizations = organizations;
    this.blobs = blobs;
    this.audit = audit;
    this.events = events;
    this.uses = uses;
  }

  /** A model that the user's organization sees, its own or a shared one. */
  @Transactional(readOnly = true)
  public Optional<ModelView> find(CustomModelId id, SignedIn who) {
    return store.find(id, who.organization());
  }

  /** The same; a model of others does not exist. */
  @Transactional(readOnly = true)
  public ModelView get(CustomModelId id, SignedIn who) {
    return find(id, who).orElseThrow(NotFound::new);
  }

  @Transactional
  public CustomModelId create(ModelName name, String locale, ModelSettings settings, SignedIn who) {
    Language language =
        baseModels.trainableLanguages().stream()
            .filter(trainable -> trainable.locale().equals(locale))
            .findFirst()
            .orElseThrow(() -> new Invalid("custommodel.language.required"));
    requireRoom(who.organization());
    CustomModelId id = new CustomModelId(Ids.next());
    store.add(
        CustomModel.create(
            id, who.organization(), who.user(), name, settings, language, store.now()));
    audit.record(who, "custom-model.create", AUDITED, id.value(), name.value());
    return id;
  }

  /**
   * Whether a model that the organization sees is called so already, upper and lower case alike.
   */
  @Transactional(readOnly = true)
  public boolean isNameUsed(String name, SignedIn who) {
    return store.hasName(who.organization(), ModelName.key(name));
  }

  /** Whether one besides this model is called so. */
  @Transactional(readOnly = true)
  public boolean isNameOfAnother(String name, CustomModelId id, SignedIn who) {
    return store.hasName(who.organization(), ModelName.key(name), id);
  }

  /** How many models the organization owns. */
  @Transactional(readOnly = true)
  public long own(SignedIn who) {
    return store.ownModels(who.organization());
  }

  /** What the plan allows; empty when it sets no limit. */
  @Transactional(readOnly = true)
  public Optional<Room> room(SignedIn who) {
    int most = organizations.get(who.organization()).limits().maxModels();
    return most == Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new Room(store.ownModels(who.organization()), most));
  }

  /** Models an organization has, and how many it may have. */
  public record Room(long used, int most) {
    public boolean isFull() {
      return used >= most;
    }
  }

  @Transactional
  public void rename(CustomModelId id, String newName, SignedIn who) {
    ModelName name = new ModelName(newName);
    CustomModel model = store.lockOwn(id, who);
    model.rename(name, store.now());
    store.save(model);
    audit.record(who, "custom-model.rename", AUDITED, id.value(), name.value());
  }

  @Transactional
  public void change(CustomModelId id, ModelSettings settings, SignedIn who) {
    CustomModel model = store.lockOwn(id, who);
    boolean before = model.awaitsAutomaticStart() && model.autoObstacle() == null;
    model.change(settings, store.now());
    store.save(model);
    // Saved again after it was refused, it is tried again: a credit may have come since.
    if (model.awaitsAutomaticStart() && !before) {
      events.publishEvent(new AutomaticTrainingDue(id, model.organization()));
    }
    audit.record(who, "custom-model.change-settings", AUDITED, id.value(), model.name());
  }

  /** Whether the role deletes models of its own organization. */
  public static boolean mayDelete(SignedIn who) {
    return who.role().isAdmin();
  }

  /**
   * What another organization may do with a model.
   *
   * @param isDefault whether its transcriptions take the model unless another one is chosen
   * @param until when that ends; null when no end is set
   */
  public record Access(
      String organization,
      Permission permission,
      boolean isDefault,
      OffsetDateTime from,
      @Nullable OffsetDateTime until) {}

  /** Whom a model is shared with; for its owner alone. */
  @Transactional(readOnly = true)
  public List<Access> accesses(CustomModelId id, SignedIn who) {
    return get(id, who).isOwn() ? store.accesses(id) : List.of();
  }

  /** Organizations that would lose the model. */
  @Transactional(readOnly = true)
  public List<String> sharedWith(CustomModelId id, SignedIn who) {
    return get(id, who).isOwn() ? store.sharedWith(id) : List.of();
  }

  /** Refuses what {@link #delete} would refuse. */
  @Transactional(readOnly = true)
  public void requireDeletable(CustomModelId id, SignedIn who) {
    ModelView model = get(id, who);
    if (!mayDelete(who) || !model.isOwn()) {
      throw new NotAllowed("custommodel.delete-not-allowed");
    }
    if (model.isLocked()) {
      throw new WrongState("custommodel.delete-locked", model.name());
    }
  }

  /** Removes a model for good. */
  @Transactional
  public void delete(CustomModelId id, SignedIn who) {
    requireDeletable(id, who);
    // Looked at again under the lock: a training may have been queued since.
    CustomModel model = store.lockOwn(id, who);
    if (model.isLocked()) {
      throw new WrongState("custommodel.delete-locked", model.name());
    }
    requireUnused(id);
    // All who count references to bytes do it one after the other.
    organizations.lock(model.organization());
    for (String artifact : versions.artifacts(id)) {
      blobs.release(model.organization(), artifact);
    }
    access.endAll(id, AccessEnded.Reason.DELETED);
    store.delete(model);
    audit.record(who, "custom-model.delete", AUDITED, id.value(), model.name());
    events.publishEvent(new ModelDeleted(id, model.organization(), model.name(), who.user()));
  }

  /** Programs wait for what they ordered, or call on what they deployed. */
  private void requireUnused(CustomModelId id) {
    List<VersionUse> holding = uses.orderedStream().filter(VersionUse::holdsModel).toList();
    for (VersionId version : versions.ids(id)) {
      if (holding.stream().anyMatch(use -> use.isUsed(version))) {
        throw new WrongState("custommodel.delete-in-use");
      }
    }
  }

  /** Of two at the same time the second waits here and counts the first one's model, too. */
  void requireRoom(OrganizationId organization) {
    organizations.lock(organization);
    int most = organizations.get(organization).limits().maxModels();
    if (most != Integer.MAX_VALUE && store.ownModels(organization) >= most) {
      throw new LimitReached("custommodel.limit-reached", most);
    }
  }
}

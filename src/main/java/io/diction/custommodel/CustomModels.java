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
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with custom models as a whole. */
@Service
public class CustomModels {
  static final String AUDITED = "custom-model";

  private static final int LONGEST_DESCRIPTION = 4000;
  private static final int LONGEST_DOMAIN = 256;

  private final ModelStore store;
  private final VersionRows versions;
  private final BaseModels baseModels;
  private final Organizations organizations;
  private final Blobs blobs;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  CustomModels(
      ModelStore store,
      VersionRows versions,
      BaseModels baseModels,
      Organizations organizations,
      Blobs blobs,
      Audit audit,
      ApplicationEventPublisher events) {
    this.store = store;
    this.versions = versions;
    this.baseModels = baseModels;
    this.organizations = organizations;
    this.blobs = blobs;
    this.audit = audit;
    this.events = events;
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
  public CustomModelId create(NewModel wanted, SignedIn who) {
    ModelName name = new ModelName(wanted.name());
    String description = text(wanted.description(), LONGEST_DESCRIPTION);
    String domain = text(wanted.domain(), LONGEST_DOMAIN);
    Language language =
        baseModels.trainableLanguages().stream()
            .filter(trainable -> trainable.locale().equals(wanted.locale()))
            .findFirst()
            .orElseThrow(() -> new Invalid("custommodel.language.required"));
    requireRoom(who.organization());
    CustomModelId id = new CustomModelId(Ids.next());
    store.add(
        CustomModel.create(
            id,
            who.organization(),
            who.user(),
            name,
            description,
            domain,
            language.locale(),
            language.key(),
            store.now()));
    audit.record(who, "custom-model.create", AUDITED, id.value(), name.value());
    return id;
  }

  /**
   * Whether a model that the organization sees is called so already, upper and lower case alike.
   */
  @Transactional(readOnly = true)
  public boolean isNameUsed(String name, SignedIn who) {
    return store.hasName(who.organization(), new ModelName(name));
  }

  /** How many more models the plan allows. */
  @Transactional(readOnly = true)
  public long room(SignedIn who) {
    int most = organizations.get(who.organization()).limits().maxModels();
    return most == Integer.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(0, most - store.ownModels(who.organization()));
  }

  @Transactional
  public void describe(
      CustomModelId id, String newName, String description, String domain, SignedIn who) {
    ModelName name = new ModelName(newName);
    CustomModel model = store.lockOwn(id, who);
    model.describe(
        name, text(description, LONGEST_DESCRIPTION), text(domain, LONGEST_DOMAIN), store.now());
    store.save(model);
    audit.record(who, "custom-model.update", AUDITED, id.value(), name.value());
  }

  /** Whether a training starts by itself as soon as uploaded data is valid. */
  @Transactional
  public void trainAutomatically(CustomModelId id, boolean wanted, SignedIn who) {
    CustomModel model = store.lockOwn(id, who);
    model.trainAutomatically(wanted, store.now());
    store.save(model);
    audit.record(
        who,
        wanted ? "custom-model.auto-train-on" : "custom-model.auto-train-off",
        AUDITED,
        id.value(),
        model.name());
  }

  /** Whether the role deletes models of its own organization. */
  public static boolean mayDelete(SignedIn who) {
    return who.role().isAdmin();
  }

  /** Organizations that would lose the model. */
  @Transactional(readOnly = true)
  public List<String> sharedWith(CustomModelId id, SignedIn who) {
    return get(id, who).isOwn() ? store.sharedWith(id) : List.of();
  }

  /** Removes a model for good. */
  @Transactional
  public void delete(CustomModelId id, SignedIn who) {
    if (!mayDelete(who)) {
      if (find(id, who).isEmpty()) {
        throw new NotFound();
      }
      throw new NotAllowed("custommodel.delete-not-allowed");
    }
    CustomModel model = store.lockOwn(id, who);
    if (model.isLocked()) {
      throw new WrongState("custommodel.delete-locked", model.name());
    }
    for (String artifact : versions.artifacts(id)) {
      blobs.release(model.organization(), artifact);
    }
    store.delete(model);
    audit.record(who, "custom-model.delete", AUDITED, id.value(), model.name());
    events.publishEvent(new ModelDeleted(id, model.organization(), model.name(), who.user()));
  }

  private void requireRoom(OrganizationId organization) {
    int most = organizations.get(organization).limits().maxModels();
    if (most != Integer.MAX_VALUE && store.ownModels(organization) >= most) {
      throw new LimitReached("custommodel.limit-reached", most);
    }
  }

  private static String text(String value, int longest) {
    String text = value.strip().replace("\r\n", "\n").replace('\r', '\n');
    TextLine.require(text, longest, "custommodel.text.too-long");
    return text;
  }
}

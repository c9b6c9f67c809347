package io.diction.custommodel;

import io.diction.audit.Audit;
import io.diction.catalog.Language;
import io.diction.custommodel.VersionGuard.Objection;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which versions of a model there are, and which one is in use. */
@Service
public class Versions {
  /** More cannot be chosen from a list: the names that come first, and always the default. */
  private static final int MOST_OFFERED = 200;

  /** Nobody looks back further for one to accept. */
  private static final int MOST_LOOKED_AT = 10;

  private final ModelStore store;
  private final VersionRows rows;
  private final AccessRows access;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  /** Looked up late: they need to know the models. */
  private final ObjectProvider<VersionGuard> guards;

  Versions(
      ModelStore store,
      VersionRows rows,
      AccessRows access,
      Audit audit,
      ApplicationEventPublisher events,
      ObjectProvider<VersionGuard> guards) {
    this.store = store;
    this.rows = rows;
    this.access = access;
    this.audit = audit;
    this.events = events;
    this.guards = guards;
  }

  /** Versions of a model that the user sees, the newest first. */
  @Transactional(readOnly = true)
  public List<ModelVersion> list(CustomModelId model, SignedIn who) {
    return rows.of(model, who.organization(), store.now());
  }

  /** All versions of a model, the newest first, for work that goes on after the user has left. */
  @Transactional(readOnly = true)
  public List<ModelVersion> ofModel(ModelView model) {
    return rows.of(model.id(), model.owner(), store.now());
  }

  /** One of its owner's. */
  @Transactional(readOnly = true)
  public Optional<ModelVersion> find(VersionId id, OrganizationId owner) {
    return rows.find(id, owner);
  }

  /** The one that a job made for its owner. */
  @Transactional(readOnly = true)
  public Optional<ModelVersion> findByJob(UUID job, OrganizationId owner) {
    return rows.ofJob(job, owner);
  }

  /**
   * Whether an organization may try out what a version was made into: the one it serves, and the
   * one that the owner has in use, before it accepts that.
   */
  @Transactional(readOnly = true)
  public boolean isTestable(
      OrganizationId organization, CustomModelId model, String artifactSha256) {
    return rows.isTestable(model, organization, artifactSha256, store.now());
  }

  /** The version in use, expired or not. */
  @Transactional(readOnly = true)
  public Optional<ModelVersion> accepted(CustomModelId model) {
    return rows.accepted(model);
  }

  /** The version that the organization which looks has in use, expired or not. */
  @Transactional(readOnly = true)
  public Optional<ModelVersion> inUse(ModelView model) {
    return Optional.ofNullable(model.acceptedVersion()).flatMap(id -> rows.find(id, model.id()));
  }

  /** Custom models of a language to transcribe with, by name. */
  @Transactional(readOnly = true)
  public List<UsableModel> usable(OrganizationId organization, Language language) {
    List<UsableModel> offered =
        rows.usable(organization, language.key(), store.now(), MOST_OFFERED);
    if (offered.size() < MOST_OFFERED || offered.stream().anyMatch(UsableModel::isDefault)) {
      return offered;
    }
    return Stream.concat(
            rows.usableDefault(organization, language.key(), store.now()).stream(),
            offered.stream())
        .toList();
  }

  /** One of them, or nothing when it expired, was revoked or never existed. */
  @Transactional(readOnly = true)
  public Optional<UsableModel> findUsable(OrganizationId organization, CustomModelId model) {
    return rows.usable(model, organization, store.now());
  }

  /** Whether the role chooses the version in use. */
  public static boolean mayAccept(SignedIn who) {
    return who.role().isAdmin();
  }

  /** The version, if this user may put it into use. */
  @Transactional(readOnly = true)
  public ModelVersion requireAcceptable(CustomModelId id, VersionId version, SignedIn who) {
    ModelView model = store.find(id, who.organization()).orElseThrow(NotFound::new);
    if (!mayAccept(who) || !model.isOwn()) {
      throw new NotAllowed("custommodel.accept-not-allowed");
    }
    ModelVersion chosen = rows.find(version, id).orElseThrow(NotFound::new);
    if (chosen.isExpired(store.now())) {
      throw new WrongState("custommodel.version-expired", chosen.number());
    }
    return chosen;
  }

  /** What speaks against a version that this user may put into use; empty when nothing does. */
  @Transactional(readOnly = true)
  public Optional<Objection> objection(CustomModelId id, VersionId version, SignedIn who) {
    ModelVersion chosen = requireAcceptable(id, version, who);
    return objection(store.find(id, who.organization()).orElseThrow(NotFound::new), chosen);
  }

  /** One that was in use before may be again: going back must never wait. */
  private Optional<Objection> objection(ModelView model, ModelVersion version) {
    return version.acceptedAt() != null
        ? Optional.empty()
        : guards
            .orderedStream()
            .flatMap(guard -> guard.objection(model, version).stream())
            .findFirst();
  }

  /** Those of the newest versions that something speaks against, for the people of the owner. */
  @Transactional(readOnly = true)
  public Set<VersionId> heldBack(ModelView model, List<ModelVersion> newestFirst) {
    return model.isOwn()
        ? newestFirst.stream()
            .limit(MOST_LOOKED_AT)
            .filter(version -> version.number() > model.acceptedNumber())
            .filter(version -> objection(model, version).isPresent())
            .map(ModelVersion::id)
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** Whether new versions of a model are looked at before one is used by itself. */
  boolean isGuarded(CustomModelId id) {
    ModelView model = store.findForOwner(id).orElseThrow(NotFound::new);
    return guards.orderedStream().anyMatch(guard -> guard.guards(model));
  }

  /** Puts a version into use, a newer one or an older one, whatever the model's status. */
  @Transactional
  public void accept(CustomModelId id, VersionId version, SignedIn who) {
    accept(id, version, "", who);
  }

  /**
   * The same for somebody who knows better than what speaks against it.
   *
   * @param reason kept in the log; empty for nobody who does
   */
  @Transactional
  public void accept(CustomModelId id, VersionId version, String reason, SignedIn who) {
    ModelVersion chosen = requireAcceptable(id, version, who);
    CustomModel model = store.lockOwn(id, who);
    int before = rows.accepted(id).map(ModelVersion::number).orElse(0);
    if (before == chosen.number()) {
      return;
    }
    Optional<Objection> objection = objection(id, version, who);
    if (objection.isPresent() && reason.isBlank()) {
      throw new WrongState(
          objection.get().messageKey(), objection.get().arguments().toArray(Object[]::new));
    }
    accept(model, chosen, who.user());
    audit.record(
        who,
        who.organization(),
        objection.isPresent()
            ? "custom-model.accept-despite"
            : chosen.number() > before ? "custom-model.accept" : "custom-model.roll-back",
        CustomModels.AUDITED,
        id.value(),
        model.name() + " #" + chosen.number(),
        objection.isPresent() ? reason.strip() : "");
  }

  /**
   * A version was looked at: where none is in use and nothing speaks against this one, it is used
   * from now on, as it would have been at once.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void acceptFirst(CustomModelId id, VersionId version) {
    Optional<ModelView> view = store.findForOwner(id);
    if (view.isEmpty()) {
      return;
    }
    CustomModel model = store.lock(id);
    Optional<ModelVersion> made =
        rows.find(version, id).filter(one -> one.metrics().isNotWorseThanBase());
    if (made.isPresent()
        && model.acceptedVersion() == null
        && !made.get().isExpired(store.now())
        && objection(view.get(), made.get()).isEmpty()) {
      acceptByItself(model, made.get());
    }
  }

  /** The same without asking anyone, within the transaction that made the version. */
  @Transactional(propagation = Propagation.MANDATORY)
  void acceptByItself(CustomModel model, ModelVersion version) {
    accept(model, version, null);
    audit.record(
        model.organization(),
        "custom-model.accept",
        CustomModels.AUDITED,
        model.id().value(),
        model.name() + " #" + version.number());
  }

  private void accept(CustomModel model, ModelVersion version, @Nullable UserId by) {
    model.accept(version.id(), store.now());
    rows.markAccepted(version.id(), by, store.now());
    store.save(model);
    access.ownerServes(model.id(), version.id());
    events.publishEvent(
        new VersionAccepted(model.id(), model.organization(), version.id(), version.number()));
  }
}

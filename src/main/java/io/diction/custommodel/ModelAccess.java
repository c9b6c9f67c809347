package io.diction.custommodel;

import io.diction.custommodel.AccessEnded.Reason;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who besides its owner has a model, and the one place that changes it. To whom a user may give
 * models, and who is told, is the matter of {@code sharing}.
 */
@Service
public class ModelAccess {
  /** More cannot be chosen from a list; the names that come first are offered. */
  private static final int MOST_OFFERED = 500;

  private final ModelStore store;
  private final AccessRows rows;
  private final HolderRows holders;
  private final Organizations organizations;
  private final ApplicationEventPublisher events;

  ModelAccess(
      ModelStore store,
      AccessRows rows,
      HolderRows holders,
      Organizations organizations,
      ApplicationEventPublisher events) {
    this.store = store;
    this.rows = rows;
    this.holders = holders;
    this.organizations = organizations;
    this.events = events;
  }

  /**
   * What came of giving a model.
   *
   * @param before what the organization could do with it; null when it did not have it
   * @param replaced the default for the language that it takes the place of, by name
   * @param isDefaultNoMore whether it was the default and is so no longer
   */
  public record Given(
      Holder holder,
      @Nullable Permission before,
      @Nullable String replaced,
      boolean isDefaultNoMore) {}

  /**
   * Those that have the model; for its owner's people, and nobody for others.
   *
   * @param query sorts by {@code name}, {@code since} or {@code until}, filters by {@code name}
   */
  @Transactional(readOnly = true)
  public GridPage<Holder> holders(CustomModelId model, GridQuery query, SignedIn who) {
    if (!isOwn(model, who)) {
      return new GridPage<>(List.of(), 0, query.within(0));
    }
    OffsetDateTime now = store.now();
    long total = holders.count(model, query, now);
    GridQuery clamped = query.within(total);
    return new GridPage<>(holders.page(model, clamped, now), total, clamped);
  }

  /** Those of some organizations that have the model; for its owner's people. */
  @Transactional(readOnly = true)
  public List<Holder> holders(CustomModelId model, Collection<OrganizationId> among, SignedIn who) {
    return isOwn(model, who) ? holders.among(model, among, store.now()) : List.of();
  }

  /** How many organizations may do at least that with the model; for its owner's people. */
  @Transactional(readOnly = true)
  public long count(CustomModelId model, Permission least, SignedIn who) {
    return isOwn(model, who) ? holders.count(model, least, store.now()) : 0;
  }

  private boolean isOwn(CustomModelId model, SignedIn who) {
    return store.find(model, who.organization()).orElseThrow(NotFound::new).isOwn();
  }

  /** All who have it, for work that nobody signed in does. */
  @Transactional(readOnly = true)
  public List<Holder> holders(CustomModelId model) {
    return holders.of(model, store.now());
  }

  /** How the user's organization has a model of others; empty for one of its own. */
  @Transactional(readOnly = true)
  public Optional<Holder> find(CustomModelId model, SignedIn who) {
    return live(model, who.organization());
  }

  /**
   * The same of a model that stays locked until the transaction ends: nobody takes it back or is
   * given it meanwhile. As everywhere, the model is locked before any organization.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Holder> findLocked(CustomModelId id, SignedIn who) {
    if (live(id, who.organization()).isEmpty()) {
      return Optional.empty();
    }
    var unused = store.lock(id);
    return live(id, who.organization());
  }

  /** A model that can be given to others. */
  public record Giveable(CustomModelId id, String name, String locale) {}

  /** Those of the user's organization, by name. */
  @Transactional(readOnly = true)
  public List<Giveable> giveable(SignedIn who) {
    return rows.giveable(who.organization(), MOST_OFFERED);
  }

  /** Models of the user's organization that another one has. */
  @Transactional(readOnly = true)
  public List<Holder> given(OrganizationId to, SignedIn who) {
    return holders.given(who.organization(), to, store.now());
  }

  /**
   * The defaults of organizations for a language, by name; one that is not the user's own is there
   * without its name.
   */
  @Transactional(readOnly = true)
  public Map<OrganizationId, String> defaults(
      Collection<OrganizationId> of, String locale, SignedIn who) {
    Map<OrganizationId, String> names = new HashMap<>();
    rows.defaults(of, locale, store.now())
        .forEach(
            (organization, found) ->
                names.put(
                    organization, found.owner().equals(who.organization()) ? found.name() : ""));
    return names;
  }

  /**
   * Gives a model of the user's organization to another one, or changes how that has it. It stays
   * locked until the transaction ends, and after it the organization: of two defaults that are set
   * at once the later one counts.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Given give(
      CustomModelId id, OrganizationId to, Permission permission, boolean asDefault, SignedIn who) {
    if (permission == Permission.OWNER || to.equals(who.organization())) {
      throw new NotFound();
    }
    if (asDefault && !permission.includes(Permission.USE)) {
      throw new Invalid("sharing.refused.view-default");
    }
    CustomModel model = store.lockOwn(id, who);
    ModelView view = store.find(id, who.organization()).orElseThrow(NotFound::new);
    if (view.isArchived()) {
      throw new WrongState("sharing.refused.archived", model.name());
    }
    organizations.lock(to);
    OffsetDateTime now = store.now();
    // Those who have it may have another version in use than its owner.
    if (asDefault && !store.find(id, to).orElse(view).isUsable(now)) {
      throw new WrongState("sharing.refused.unusable-default", model.name());
    }
    Optional<Holder> before = live(id, to);
    String replaced = null;
    if (asDefault) {
      AccessRows.Default old = rows.defaults(List.of(to), view.locale(), now).get(to);
      replaced = old == null || old.model().equals(id.value()) ? null : old.name();
      rows.dropDefault(to, view.locale());
    }
    String locale = asDefault ? view.locale() : null;
    if (before.isPresent()) {
      rows.change(id, to, permission, locale);
      if (!permission.includes(before.get().permission())) {
        events.publishEvent(
            new AccessLowered(
                id, view.name(), view.ownerName(), to, permission, before.get().isDefault()));
      }
    } else {
      // One whose time is over may still be there.
      holders.find(id, to).ifPresent(old -> end(old, view, Reason.DATE));
      rows.add(id, to, permission, locale, model.acceptedVersion(), now);
    }
    return new Given(
        holders.find(id, to).orElseThrow(),
        before.map(Holder::permission).orElse(null),
        replaced,
        !asDefault && before.filter(Holder::isDefault).isPresent());
  }

  /** Takes a model back at once, or when its time is over; empty when it is not there. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Holder> take(CustomModelId id, OrganizationId from, SignedIn who) {
    var unused = store.lockOwn(id, who);
    ModelView view = store.find(id, who.organization()).orElseThrow(NotFound::new);
    Optional<Holder> holder = live(id, from);
    holder.ifPresent(found -> end(found, view, Reason.REMOVED));
    return holder;
  }

  /** Sets when a model is taken back, or that it is not. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Holder> until(
      CustomModelId id, OrganizationId from, @Nullable OffsetDateTime at, SignedIn who) {
    var unused = store.lockOwn(id, who);
    if (live(id, from).isEmpty()) {
      return Optional.empty();
    }
    rows.until(id, from, at);
    return holders.find(id, from);
  }

  /** Removes what has ended by its date. Nothing was served since that moment in any case. */
  @Transactional
  public int endDue(int most) {
    List<Holder> due = holders.due(store.now(), most);
    for (Holder found : due) {
      store
          .findForOwner(found.model())
          .ifPresent(
              view -> {
                var unused = store.lock(found.model());
                // It may have been given again since.
                holders
                    .find(found.model(), found.organization())
                    .filter(now -> now.until() != null && !now.until().isAfter(store.now()))
                    .ifPresent(now -> end(now, view, Reason.DATE));
              });
    }
    return due.size();
  }

  /** Everyone loses it: it is archived or deleted, in the same transaction, which holds it. */
  @Transactional(propagation = Propagation.MANDATORY)
  void endAll(CustomModelId id, Reason reason) {
    ModelView view = store.findForOwner(id).orElseThrow(NotFound::new);
    holders.all(id).forEach(holder -> end(holder, view, reason));
  }

  private void end(Holder holder, ModelView model, Reason reason) {
    if (rows.remove(holder.model(), holder.organization())) {
      events.publishEvent(
          new AccessEnded(
              holder.model(),
              model.name(),
              model.owner(),
              model.ownerName(),
              holder.organization(),
              reason,
              holder.isDefault(),
              reason == Reason.DATE ? holder.until() : store.now()));
    }
  }

  private Optional<Holder> live(CustomModelId model, OrganizationId organization) {
    OffsetDateTime now = store.now();
    return holders
        .find(model, organization)
        .filter(found -> found.until() == null || found.until().isAfter(now));
  }
}

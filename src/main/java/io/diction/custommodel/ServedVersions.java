package io.diction.custommodel;

import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which version of a model of another owner an organization serves: its administrators choose. */
@Service
public class ServedVersions {
  private final ModelStore store;
  private final ModelAccess access;
  private final AccessRows rows;
  private final HolderRows holders;
  private final VersionRows versions;

  ServedVersions(
      ModelStore store,
      ModelAccess access,
      AccessRows rows,
      HolderRows holders,
      VersionRows versions) {
    this.store = store;
    this.access = access;
    this.rows = rows;
    this.holders = holders;
    this.versions = versions;
  }

  /** How the organization has the model, if this user may choose its version. */
  @Transactional(readOnly = true)
  public Holder requireChoosing(CustomModelId id, SignedIn who) {
    Holder holder = access.find(id, who).orElseThrow(NotFound::new);
    if (!who.role().isAdmin() || !holder.permission().includes(Permission.USE)) {
      throw new NotAllowed("sharing.refused.accept");
    }
    return holder;
  }

  /**
   * The version, if this user may choose it: the one that the owner has in use, or the one that was
   * served before.
   */
  @Transactional(readOnly = true)
  public ModelVersion requireServable(CustomModelId id, VersionId version, SignedIn who) {
    return requireServable(requireChoosing(id, who), version);
  }

  private ModelVersion requireServable(Holder holder, VersionId version) {
    ModelVersion owners = versions.accepted(holder.model()).orElseThrow(NotFound::new);
    if (!version.equals(owners.id()) && !version.equals(holder.before())) {
      throw new WrongState("sharing.refused.not-offered");
    }
    ModelVersion chosen = versions.find(version, holder.model()).orElseThrow(NotFound::new);
    if (chosen.isExpired(store.now())) {
      throw new WrongState("custommodel.version-expired", chosen.number());
    }
    return chosen;
  }

  /**
   * Serves a version from now on. Who goes back to the one before follows the owner no more, whose
   * next version would take its place unasked.
   */
  @Transactional
  public Holder serve(CustomModelId id, VersionId version, SignedIn who) {
    Holder holder = lock(id, who);
    if (version.equals(holder.version())) {
      return holder;
    }
    ModelVersion chosen = requireServable(holder, version);
    boolean offered = chosen.id().equals(holder.owners());
    return serve(holder, chosen.id(), offered && holder.follows());
  }

  /** Serves what the owner has in use, and every version after it. */
  @Transactional
  public Holder follow(CustomModelId id, SignedIn who) {
    Holder holder = lock(id, who);
    VersionId newest = holder.owners() == null ? holder.version() : holder.owners();
    return newest == null ? holder : serve(holder, requireServable(holder, newest).id(), true);
  }

  /** Keeps the version that is served. */
  @Transactional
  public Holder stay(CustomModelId id, SignedIn who) {
    Holder holder = lock(id, who);
    return holder.version() == null ? holder : serve(holder, holder.version(), false);
  }

  private Holder serve(Holder holder, VersionId version, boolean follows) {
    rows.serve(holder.model(), holder.organization(), version, follows);
    return holders.find(holder.model(), holder.organization()).orElseThrow(NotFound::new);
  }

  /** As it has the model once that is locked: before, the owner may have put another into use. */
  private Holder lock(CustomModelId id, SignedIn who) {
    var known = requireChoosing(id, who);
    var unused = store.lock(known.model());
    return requireChoosing(id, who);
  }
}

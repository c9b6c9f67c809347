package io.diction.sharing;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The version of a shared model that an organization serves. What its users get does not change
 * without a word of its own: a version that the owner puts into use is offered, unless its
 * administrators have chosen to follow the owner.
 */
@Service
class OfferedVersions {
  private final CustomModels models;
  private final ModelAccess access;
  private final Versions versions;
  private final Audit audit;

  OfferedVersions(CustomModels models, ModelAccess access, Versions versions, Audit audit) {
    this.models = models;
    this.access = access;
    this.versions = versions;
    this.audit = audit;
  }

  /**
   * How an organization stands.
   *
   * @param served the version it serves; null before the owner has one
   * @param offered the owner's, where that is another one
   */
  record Standing(Holder holder, @Nullable ModelVersion served, @Nullable ModelVersion offered) {
    /** What is offered first. */
    public List<ModelVersion> versions() {
      return Stream.of(Optional.ofNullable(offered), Optional.ofNullable(served))
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /** For the organization that has the model; empty for its owner's. */
  @Transactional(readOnly = true)
  public Optional<Standing> find(CustomModelId id, SignedIn who) {
    return access
        .find(id, who)
        .map(
            holder ->
                new Standing(
                    holder,
                    version(id, holder.version(), who),
                    holder.isOffered() ? version(id, holder.owners(), who) : null));
  }

  private @Nullable ModelVersion version(
      CustomModelId id, @Nullable VersionId version, SignedIn who) {
    return versions.list(id, who).stream()
        .filter(known -> known.id().equals(version))
        .findFirst()
        .orElse(null);
  }

  /** Serves the version that is offered. */
  @Transactional
  public Holder accept(CustomModelId id, VersionId version, SignedIn who) {
    var model = models.get(id, who);
    Holder holder = access.accept(id, version, who);
    record(who, "custom-model.accept-shared", model.name(), holder);
    return holder;
  }

  /** Takes what the owner has in use, now and from now on; or stays at what is served. */
  @Transactional
  public Holder follow(CustomModelId id, boolean follows, SignedIn who) {
    var model = models.get(id, who);
    Holder before = access.find(id, who).orElseThrow(NotFound::new);
    VersionId newest = before.owners() == null ? before.version() : before.owners();
    if (!follows || newest == null) {
      Holder holder = access.stay(id, who);
      record(who, "custom-model.stay-shared", model.name(), holder);
      return holder;
    }
    Holder holder = access.serve(id, newest, true, who);
    record(who, "custom-model.follow-shared", model.name(), holder);
    return holder;
  }

  private void record(SignedIn who, String action, String name, Holder holder) {
    audit.record(
        who, action, "custom-model", holder.model().value(), name + " #" + holder.number());
  }
}

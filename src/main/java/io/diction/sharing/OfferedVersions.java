package io.diction.sharing;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ServedVersions;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import java.time.Clock;
import java.time.OffsetDateTime;
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
  private final ServedVersions serving;
  private final Versions versions;
  private final Audit audit;
  private final Clock clock;

  OfferedVersions(
      CustomModels models,
      ModelAccess access,
      ServedVersions serving,
      Versions versions,
      Audit audit,
      Clock clock) {
    this.models = models;
    this.access = access;
    this.serving = serving;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * How an organization stands.
   *
   * @param served the version it serves; null before the owner has one
   * @param offered the owner's, where that is another one
   * @param before the one it served before and can go back to, where that is another one still
   */
  record Standing(
      Holder holder,
      @Nullable ModelVersion served,
      @Nullable ModelVersion offered,
      @Nullable ModelVersion before) {
    /** What is offered first, what was before last. */
    public List<ModelVersion> versions() {
      return Stream.of(
              Optional.ofNullable(offered),
              Optional.ofNullable(served),
              Optional.ofNullable(before))
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /** For the organization that has the model; empty for its owner's. */
  @Transactional(readOnly = true)
  public Optional<Standing> find(CustomModelId id, SignedIn who) {
    return access.find(id, who).map(holder -> standing(holder, who));
  }

  private Standing standing(Holder holder, SignedIn who) {
    List<ModelVersion> seen = versions.list(holder.model(), who);
    ModelVersion before = version(seen, holder.before());
    boolean returns =
        before != null
            && !before.id().equals(holder.version())
            && !before.id().equals(holder.owners())
            && !before.isExpired(OffsetDateTime.now(clock));
    return new Standing(
        holder,
        version(seen, holder.version()),
        holder.isOffered() ? version(seen, holder.owners()) : null,
        returns ? before : null);
  }

  private static @Nullable ModelVersion version(
      List<ModelVersion> seen, @Nullable VersionId version) {
    return seen.stream().filter(known -> known.id().equals(version)).findFirst().orElse(null);
  }

  /** Serves the version that is offered, or the one that was served before. */
  @Transactional
  public Holder accept(CustomModelId id, VersionId version, SignedIn who) {
    var model = models.get(id, who);
    Optional<Holder> before = access.findLocked(id, who);
    Holder holder = serving.serve(id, version, who);
    if (before.filter(old -> version.equals(old.version())).isEmpty()) {
      String action =
          holder.isOffered() ? "custom-model.roll-back-shared" : "custom-model.accept-shared";
      record(who, action, model.name(), holder);
    }
    return holder;
  }

  /** Takes what the owner has in use, now and from now on; or stays at what is served. */
  @Transactional
  public Holder follow(CustomModelId id, boolean follows, SignedIn who) {
    var model = models.get(id, who);
    Holder holder = follows ? serving.follow(id, who) : serving.stay(id, who);
    String action = holder.follows() ? "custom-model.follow-shared" : "custom-model.stay-shared";
    record(who, action, model.name(), holder);
    return holder;
  }

  private void record(SignedIn who, String action, String name, Holder holder) {
    audit.record(
        who, action, "custom-model", holder.model().value(), name + " #" + holder.number());
  }
}

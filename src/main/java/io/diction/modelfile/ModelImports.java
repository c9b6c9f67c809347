package io.diction.modelfile;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ArrivedModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Metrics;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.NewVersion;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionOrigin;
import io.diction.custommodel.VersionOrigins;
import io.diction.dataset.PlanRoom;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.modelfile.ArrivedFileRows.Target;
import io.diction.organization.Organizations;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps versions that came as files until somebody says what becomes of them, and does that. */
@Service
class ModelImports {
  /** Who sent a file and left has to send it again after that. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final int MOST_WAITING = 5;

  private final ArrivedFileRows rows;
  private final ArrivedModels arrived;
  private final CustomModels models;
  private final BaseModels baseModels;
  private final VersionOrigins origins;
  private final Organizations organizations;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final Trust trust;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ModelImports(
      ArrivedFileRows rows,
      ArrivedModels arrived,
      CustomModels models,
      BaseModels baseModels,
      VersionOrigins origins,
      Organizations organizations,
      PlanRoom plan,
      Blobs blobs,
      Trust trust,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = rows;
    this.arrived = arrived;
    this.models = models;
    this.baseModels = baseModels;
    this.origins = origins;
    this.organizations = organizations;
    this.plan = plan;
    this.blobs = blobs;
    this.trust = trust;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }

  /** Keeps one whose artifact is stored, and forgets those that nobody came back for. */
  @Transactional
  public void keep(ArrivedFile file, SignedIn who) {
    plan.require(who.organization(), List.of(file.artifact()));
    for (ArrivedFile old : rows.before(who.organization(), now().minus(KEPT))) {
      forget(old, who);
    }
    if (rows.count(who.organization()) >= MOST_WAITING) {
      throw new WrongState("modelfile.waiting");
    }
    blobs.retain(who.organization(), file.artifact().sha256());
    rows.add(file, who);
  }

  @Transactional(readOnly = true)
  public ArrivedFile get(UUID id, SignedIn who) {
    return rows.find(id, who).orElseThrow(NotFound::new);
  }

  /** The custom models that a file may become another version of. */
  @Transactional(readOnly = true)
  public List<Target> targets(ArrivedFile file, SignedIn who) {
    return rows.targets(who.organization(), file.description().locale());
  }

  /** It is not wanted. */
  @Transactional
  public void drop(UUID id, SignedIn who) {
    organizations.lock(who.organization());
    forget(get(id, who), who);
  }

  /** Within the lock of the organization: all who count references do it one after the other. */
  private void forget(ArrivedFile file, SignedIn who) {
    if (rows.remove(file.id(), who.organization())) {
      blobs.release(who.organization(), file.artifact().sha256());
    }
  }

  /**
   * Makes a version of it.
   *
   * @param into the custom model that gets it; null for a new one
   * @param name of a new one
   * @param confirmed whether somebody vouches for a signer that this installation does not know
   * @return the custom model
   */
  @Transactional
  public CustomModelId take(
      UUID id, @Nullable CustomModelId into, String name, boolean confirmed, SignedIn who) {
    if (into != null) {
      arrived.hold(own(into, who), who);
    }
    organizations.lock(who.organization());
    ArrivedFile file = get(id, who);
    boolean known = trust.of(file).isTrusted();
    if (!known) {
      who.requireAdmin();
      if (!confirmed) {
        throw new Invalid("modelfile.signer.required");
      }
    }
    BaseModel base = baseModels.get(file.base());
    NewVersion made = version(file, base);
    CustomModelId model = into == null ? new CustomModelId(Ids.next()) : into;
    VersionId version =
        into == null
            ? arrived.add(model, file.id(), new ModelName(name).value(), base.locale(), made, who)
            : arrived.addTo(into, file.id(), base.locale(), made, who);
    origins.keep(version, origin(file, who), who.organization());
    forget(file, who);
    Description from = file.description();
    audit.record(
        who,
        who.organization(),
        "custom-model.import",
        "custom-model",
        model.value(),
        models.get(model, who).name(),
        "%s: %s #%d, %s%s"
            .formatted(
                from.organization(),
                from.model(),
                from.version(),
                file.fingerprint(),
                known ? "" : ", confirmed"));
    events.publishEvent(new VersionImported(file.id(), who.organization()));
    return model;
  }

  private CustomModelId own(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn() || model.isArchived()) {
      throw new NotFound();
    }
    return id;
  }

  /**
   * Recognises no longer than it would have where it was made, or than its base model does here.
   */
  private NewVersion version(ArrivedFile file, BaseModel base) {
    Description from = file.description();
    OffsetDateTime until =
        from.expiresAt().isBefore(base.transcriptionUntil())
            ? from.expiresAt()
            : base.transcriptionUntil();
    if (!now().isBefore(until)) {
      throw new Invalid("modelfile.expired", until.toLocalDate().toString());
    }
    Metrics metrics = from.metrics().metrics();
    return new NewVersion(
        file.base(),
        file.artifact(),
        from.seed(),
        from.engine(),
        from.settings(),
        until.truncatedTo(ChronoUnit.MICROS),
        metrics);
  }

  private VersionOrigin origin(ArrivedFile file, SignedIn who) {
    Description from = file.description();
    return new VersionOrigin(
        from.organization(),
        from.model(),
        from.version(),
        file.fingerprint(),
        from.trainedAt(),
        who.displayName(),
        now(),
        from.signers().stream().map(Description.Signer::kept).toList());
  }
}

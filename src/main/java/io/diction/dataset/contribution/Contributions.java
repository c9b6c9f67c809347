package io.diction.dataset.contribution;

import io.diction.audit.Audit;
import io.diction.custommodel.AccessEnded;
import io.diction.custommodel.AccessLowered;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.dataset.OfferedFiles;
import io.diction.dataset.PlanRoom;
import io.diction.dataset.contribution.Contribution.State;
import io.diction.dataset.finding.FileName;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.notification.News;
import io.diction.notification.News.Audience;
import io.diction.notification.News.Kind;
import io.diction.notification.Notifications;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What organizations offer for models of others, and what owners decide on it. */
@Service
public class Contributions {
  private static final int LONGEST_REASON = 1000;

  /** Of one organization for one model. */
  private static final int MOST_OPEN = 50;

  private final ContributionRows rows;
  private final CustomModels models;
  private final ModelData data;
  private final OfferedFiles files;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final Jobs jobs;
  private final Notifications notifications;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Contributions(
      ContributionRows rows,
      CustomModels models,
      ModelData data,
      OfferedFiles files,
      PlanRoom plan,
      Blobs blobs,
      Jobs jobs,
      Notifications notifications,
      Audit audit,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = rows;
    this.models = models;
    this.data = data;
    this.files = files;
    this.plan = plan;
    this.blobs = blobs;
    this.jobs = jobs;
    this.notifications = notifications;
    this.audit = audit;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /** The model, if this user may offer data for it. */
  @Transactional(readOnly = true)
  public ModelView requireContributor(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    requireContributing(model);
    return model;
  }

  private static void requireContributing(ModelView model) {
    if (model.isOwn() || !model.permission().includes(Permission.CONTRIBUTE)) {
      throw new NotAllowed("contribution.refused.not-allowed");
    }
  }

  /** Whether the user decides on what is offered for the model. */
  static boolean mayDecide(ModelView model, SignedIn who) {
    return model.isOwn() && who.role().isAdmin();
  }

  /** Those of the user's organization, or, for the owner's people, everybody's. */
  @Transactional(readOnly = true)
  public GridPage<Contribution> page(CustomModelId id, GridQuery query, SignedIn who) {
    ModelView model = models.get(id, who);
    Optional<OrganizationId> from =
        model.isOwn() ? Optional.empty() : Optional.of(who.organization());
    long total = rows.count(id, from);
    // What an organization offered it sees, also when it may offer nothing more.
    if (total == 0 && !model.isOwn()) {
      requireContributing(model);
    }
    GridQuery within = query.within(total);
    return new GridPage<>(rows.of(id, from, within), total, within);
  }

  @Transactional(readOnly = true)
  public Contribution get(CustomModelId id, UUID contribution, SignedIn who) {
    ModelView model = models.get(id, who);
    return rows.find(contribution, who.organization())
        .filter(found -> isSeen(found, model, who))
        .orElseThrow(NotFound::new);
  }

  private static boolean isSeen(Contribution found, ModelView model, SignedIn who) {
    return found.model().equals(model.id())
        && (model.isOwn() || found.organization().equals(who.organization()));
  }

  /** The bytes of one that waits, for those who decide and those who offered it. */
  Path file(Contribution offered, SignedIn who) throws IOException {
    ModelView model = models.get(offered.model(), who);
    if (model.isOwn() && !mayDecide(model, who)) {
      throw new NotAllowed("contribution.refused.not-allowed");
    }
    if (!offered.isOpen()) {
      throw new NotFound();
    }
    return blobs.file(offered.organization(), offered.sha256());
  }

  /** A file that came, to which nothing refers yet. */
  record Kept(String name, Blob blob) {}

  /** Keeps the bytes of a file; those that nothing comes of go with the retention. */
  Kept keep(CustomModelId id, String rawName, InputStream bytes, SignedIn who) throws IOException {
    return keep(id, rawName, bytes, who, List.of());
  }

  /**
   * The same.
   *
   * @param before files of the same offer, which need room too
   */
  Kept keep(CustomModelId id, String rawName, InputStream bytes, SignedIn who, List<Kept> before)
      throws IOException {
    var unused = requireContributor(id, who);
    String name = new FileName(rawName).display();
    long taken = before.stream().map(Kept::blob).distinct().mapToLong(Blob::sizeBytes).sum();
    long room = plan.leftBytes(who.organization()) - taken;
    Blob blob;
    try {
      blob = blobs.store(who.organization(), bytes, Math.min(files.largest(), Math.max(0, room)));
    } catch (BlobTooLarge tooLarge) {
      throw new LimitReached(
          room < files.largest() ? ErrorCode.STORAGE_LIMIT : ErrorCode.FILE_TOO_LARGE);
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    }
    if (blob.sizeBytes() == 0) {
      throw new Invalid("dataset.upload.nothing");
    }
    return new Kept(name, blob);
  }

  /**
   * Keeps a file and offers it.
   *
   * @param offered told the offer's id, in the transaction that offers it
   */
  public void offer(
      CustomModelId id, String rawName, InputStream bytes, SignedIn who, Consumer<UUID> offered)
      throws IOException {
    Kept file = keep(id, rawName, bytes, who);
    transaction.executeWithoutResult(
        status -> {
          offered.accept(offer(id, List.of(file), who).get(0));
        });
  }

  /** Makes files the offering organization's own, all or none, and has them checked. */
  @Transactional
  public List<UUID> offer(CustomModelId id, List<Kept> files, SignedIn who) {
    ModelView model = requireContributor(id, who);
    // The share may have ended while the bytes came; from here on it cannot before this is kept.
    data.lock(model.id());
    if (rows.open(id, who.organization()).size() + files.size() > MOST_OPEN) {
      throw new LimitReached("contribution.refused.too-many", MOST_OPEN);
    }
    return files.stream()
        .map(file -> add(requireContributor(id, who), file.name(), file.blob(), who))
        .toList();
  }

  private UUID add(ModelView model, String name, Blob blob, SignedIn who) {
    plan.require(who.organization(), List.of(blob));
    UUID id = Ids.next();
    rows.add(
        new Contribution(
            id,
            model.id(),
            who.organization(),
            "",
            name,
            blob.sha256(),
            blob.sizeBytes(),
            State.CHECKING,
            0,
            0,
            0,
            0,
            "[]",
            "",
            now(),
            null),
        who.user());
    blobs.retain(who.organization(), blob.sha256());
    var unused = jobs.submit(ContributionJob.KIND, who.organization(), id);
    record(who, who.organization(), "custom-model.contribute", model, name);
    return id;
  }

  /** Told by the job that checks: now the owner can decide. */
  void checked(Contribution offered, String findings, ContributionJob.Counts counts) {
    transaction.executeWithoutResult(
        status ->
            rows.lock(offered.id(), offered.organization())
                .filter(found -> found.state() == State.CHECKING)
                .ifPresent(
                    found -> {
                      boolean isFirst = rows.waiting(found.model(), found.organization()) == 0;
                      rows.checked(
                          found,
                          counts.files(),
                          counts.seconds(),
                          counts.errors(),
                          counts.warnings(),
                          findings);
                      // Whoever is told of one sees the others beside it.
                      data.findForWork(found.model())
                          .filter(owner -> isFirst)
                          .ifPresent(owner -> tell(owner, found, Kind.CONTRIBUTION_WAITING));
                    }));
  }

  private void tell(ModelView model, Contribution offered, Kind kind) {
    notifications.tell(
        model.owner(),
        Audience.ADMINISTRATORS,
        new News(
            kind,
            model.name(),
            offered.organizationName(),
            offered.name(),
            null,
            path(offered.model()) + "/" + offered.id()));
  }

  static String path(CustomModelId model) {
    return "/custom-models/" + model + "/contributions";
  }

  private Contribution requireDecidable(CustomModelId id, UUID contribution, SignedIn who) {
    ModelView model = models.get(id, who);
    Contribution found =
        rows.lock(contribution, who.organization())
            .filter(one -> isSeen(one, model, who))
            .orElseThrow(NotFound::new);
    if (!mayDecide(model, who)) {
      throw new NotAllowed("contribution.refused.not-allowed");
    }
    if (!found.isWaiting()) {
      throw new WrongState("contribution.refused.decided");
    }
    return found;
  }

  /** Makes it a dataset of the model: from here on it is data like any other. */
  void approve(CustomModelId id, UUID contribution, SignedIn who) throws IOException {
    Contribution offered = transaction.execute(status -> requireDecidable(id, contribution, who));
    files.take(
        id,
        offered.name(),
        blobs.file(offered.organization(), offered.sha256()),
        who,
        () -> decide(id, contribution, State.APPROVED, "", Kind.CONTRIBUTION_APPROVED, who));
  }

  /** Turns it down; nothing of it stays. */
  @Transactional
  public void refuse(CustomModelId id, UUID contribution, String reason, SignedIn who) {
    String said = reason.strip();
    if (said.isEmpty() || said.length() > LONGEST_REASON) {
      throw new Invalid("contribution.refused.reason", LONGEST_REASON);
    }
    decide(id, contribution, State.REFUSED, said, Kind.CONTRIBUTION_REFUSED, who);
  }

  private void decide(
      CustomModelId id, UUID contribution, State state, String reason, Kind kind, SignedIn who) {
    Contribution offered = requireDecidable(id, contribution, who);
    ModelView model = models.get(id, who);
    rows.decide(offered, state, reason, now());
    blobs.release(offered.organization(), offered.sha256());
    if (state == State.REFUSED) {
      events.publishEvent(new OfferDeclined(offered.id(), offered.organization()));
    }
    String action = state == State.APPROVED ? "approve-contribution" : "refuse-contribution";
    for (OrganizationId log : List.of(model.owner(), offered.organization())) {
      record(who, log, "custom-model." + action, model, offered.name());
    }
    notifications.tell(
        offered.organization(),
        Audience.EVERYONE,
        new News(
            kind,
            model.name(),
            model.ownerName(),
            reason.isEmpty() ? offered.name() : offered.name() + ". " + reason,
            null,
            path(id) + "/" + contribution));
  }

  /** Takes it back before anybody has decided. */
  @Transactional
  public void withdraw(CustomModelId id, UUID contribution, SignedIn who) {
    ModelView model = models.get(id, who);
    if (model.isOwn()) {
      throw new NotAllowed("contribution.refused.not-allowed");
    }
    Contribution offered =
        rows.lock(contribution, who.organization())
            .filter(found -> isSeen(found, model, who))
            .orElseThrow(NotFound::new);
    if (!offered.isOpen()) {
      throw new WrongState("contribution.refused.decided");
    }
    withdraw(offered);
    record(who, who.organization(), "custom-model.withdraw-contribution", model, offered.name());
  }

  private void withdraw(Contribution offered) {
    rows.decide(offered, State.WITHDRAWN, "", now());
    blobs.release(offered.organization(), offered.sha256());
    events.publishEvent(new OfferDeclined(offered.id(), offered.organization()));
  }

  /** Whoever has the model no more offers nothing for it. */
  @EventListener
  void ended(AccessEnded ended) {
    withdrawOpen(ended.model(), ended.organization());
  }

  /** Nor does who may not any more. */
  @EventListener
  void lowered(AccessLowered lowered) {
    if (!lowered.permission().includes(Permission.CONTRIBUTE)) {
      withdrawOpen(lowered.model(), lowered.organization());
    }
  }

  private void withdrawOpen(CustomModelId model, OrganizationId organization) {
    for (UUID open : rows.open(model, organization)) {
      rows.lock(open, organization).filter(Contribution::isOpen).ifPresent(this::withdraw);
    }
  }

  private void record(
      SignedIn who, OrganizationId log, String action, ModelView model, String name) {
    audit.record(who, log, action, "custom-model", model.id().value(), model.name(), name);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}

package io.diction.evaluation.version;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.evaluation.version.VersionDetails.Details;
import io.diction.evaluation.work.OwnVersion;
import io.diction.evaluation.work.OwnVersions;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks whether a version can be made again byte by byte. */
@Service
class Reproductions {
  private final VersionDetails details;
  private final OwnVersions versions;
  private final ReproductionRows rows;
  private final Jobs jobs;
  private final Audit audit;
  private final Clock clock;

  Reproductions(
      VersionDetails details,
      OwnVersions versions,
      ReproductionRows rows,
      Jobs jobs,
      Audit audit,
      Clock clock) {
    this.details = details;
    this.versions = versions;
    this.rows = rows;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public Optional<Reproduction> latest(Details of) {
    return rows.latest(of.model().owner(), of.version().id().value());
  }

  /** How far one is that is under way. */
  @Transactional(readOnly = true)
  public int percent(Reproduction one) {
    return jobs.find(new OrganizationId(one.organizationId()), one.jobId())
        .map(Job::percent)
        .orElse(0);
  }

  /** Message key of why it cannot be asked for now; null when it can. */
  @Nullable String obstacle(Details of, SignedIn who) {
    if (!latest(of).map(Reproduction::isFinished).orElse(true)) {
      return "evaluation.reproduce.under-way";
    }
    if (of.training() == null) {
      return of.origin() == null
          ? "evaluation.reproduce.unrecorded"
          : "evaluation.reproduce.imported";
    }
    if (!of.isDataUnchanged()) {
      return "evaluation.reproduce.changed";
    }
    return Versions.mayAccept(who) ? null : "evaluation.reproduce.not-allowed";
  }

  @Transactional
  public void begin(CustomModelId id, VersionId version, SignedIn who) {
    OwnVersion own = versions.requireLocked(id, version, who);
    Details of = details.get(id, version, who);
    String obstacle = obstacle(of, who);
    if (obstacle != null) {
      throw new WrongState(obstacle);
    }
    UUID reproduction = Ids.next();
    UUID job = jobs.submit(ReproductionJob.KIND, who.organization(), reproduction);
    rows.add(
        new Reproduction(
            reproduction,
            who.organization().value(),
            id.value(),
            version.value(),
            job,
            JobState.QUEUED,
            null,
            null,
            null,
            who.displayName(),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS)));
    audit.record(who, "custom-model.reproduce", "custom-model", id.value(), own.name());
  }

  /** Ends the one under way. */
  @Transactional
  public void cancel(CustomModelId id, VersionId version, SignedIn who) {
    ModelView model = versions.requireLocked(id, version, who).model();
    Reproduction latest = rows.latest(model.owner(), version.value()).orElseThrow(NotFound::new);
    if (!jobs.cancel(model.owner(), latest.jobId())) {
      throw new WrongState("evaluation.refused.finished");
    }
    audit.record(who, "custom-model.cancel-reproduce", "custom-model", id.value(), model.name());
  }
}

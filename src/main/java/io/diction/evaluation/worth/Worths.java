package io.diction.evaluation.worth;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.dataset.TestData;
import io.diction.dataset.TrainingPieces;
import io.diction.evaluation.work.OwnVersion;
import io.diction.evaluation.work.OwnVersions;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks what each dataset of a version brings. */
@Service
public class Worths {
  /** Each is a training of its own. */
  public static final int MOST_PIECES = 12;

  private final WorthRows rows;
  private final OwnVersions versions;
  private final TrainingPieces pieces;
  private final TestData tests;
  private final Jobs jobs;
  private final Audit audit;
  private final Clock clock;

  Worths(
      WorthRows rows,
      OwnVersions versions,
      TrainingPieces pieces,
      TestData tests,
      Jobs jobs,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.versions = versions;
    this.pieces = pieces;
    this.tests = tests;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is known, and what it would take to know more.
   *
   * @param latest null where nobody asked yet
   * @param obstacle message key of why it cannot be asked for now; null when it can
   * @param minutes that it will probably take
   */
  public record Asked(
      @Nullable Worth latest, @Nullable String obstacle, int pieces, long minutes) {}

  /** For the people of the model's owner. */
  @Transactional(readOnly = true)
  public Asked of(ModelView model, ModelVersion version, boolean recorded) {
    Worth latest = rows.latest(model.owner(), version.id().value()).orElse(null);
    int count = pieces.list(model.id(), model.owner()).size();
    return new Asked(
        latest,
        obstacle(model, version, latest, count, recorded),
        count,
        Math.max(1, count * Math.max(20, version.metrics().training().toSeconds()) / 60));
  }

  private @Nullable String obstacle(
      ModelView model, ModelVersion version, @Nullable Worth latest, int count, boolean recorded) {
    if (latest != null && !latest.isFinished()) {
      return "evaluation.worth.under-way";
    }
    if (!recorded || version.dataRevision() != model.dataRevision()) {
      return "evaluation.worth.changed";
    }
    if (count < 2) {
      return "evaluation.worth.few";
    }
    if (count > MOST_PIECES) {
      return "evaluation.worth.many";
    }
    return tests.list(model.id(), model.owner()).isEmpty() ? "evaluation.worth.no-test" : null;
  }

  /**
   * Begins with the trainings.
   *
   * @param recorded whether the training that made the version is on record
   */
  @Transactional
  public void begin(CustomModelId id, VersionId wanted, boolean recorded, SignedIn who) {
    OwnVersion own = versions.requireLocked(id, wanted, who);
    ModelView model = own.model();
    Asked asked = of(model, own.version(), recorded);
    String obstacle = asked.obstacle();
    if (obstacle != null) {
      throw new WrongState(obstacle, MOST_PIECES);
    }
    UUID worth = Ids.next();
    UUID job = jobs.submit(WorthJob.KIND, model.owner(), worth);
    rows.add(
        new Worth(
            worth,
            model.owner().value(),
            id.value(),
            wanted.value(),
            job,
            JobState.QUEUED,
            null,
            null,
            asked.pieces(),
            null,
            who.displayName(),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS)));
    audit.record(who, "custom-model.dataset-worth", "custom-model", id.value(), own.name());
  }

  /** Ends what is under way; what was found so far stays. */
  @Transactional
  public void cancel(CustomModelId id, VersionId version, SignedIn who) {
    ModelView model = versions.requireModel(id, who);
    Worth latest = rows.latest(model.owner(), version.value()).orElseThrow(NotFound::new);
    if (!jobs.cancel(model.owner(), latest.jobId())) {
      throw new WrongState("evaluation.refused.finished");
    }
    audit.record(who, "custom-model.cancel-worth", "custom-model", id.value(), model.name());
  }
}

package io.diction.evaluation.guard;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.evaluation.work.OwnVersion;
import io.diction.evaluation.work.OwnVersions;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.training.TrainingFinished;
import io.diction.training.run.Outcome;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Measures versions with the guard set of their owner: each new one by itself, others on demand.
 */
@Service
public class GuardMeasurements {
  private final GuardSets sets;
  private final GuardResultRows results;
  private final OwnVersions own;
  private final ModelData models;
  private final Versions versions;
  private final Jobs jobs;
  private final Audit audit;
  private final TransactionOperations transaction;
  private final Clock clock;

  GuardMeasurements(
      GuardSets sets,
      GuardResultRows results,
      OwnVersions own,
      ModelData models,
      Versions versions,
      Jobs jobs,
      Audit audit,
      TransactionOperations transaction,
      Clock clock) {
    this.sets = sets;
    this.results = results;
    this.own = own;
    this.models = models;
    this.versions = versions;
    this.jobs = jobs;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What a version is held to, and how it did.
   *
   * @param result null where it was not measured
   * @param measurable whether somebody may have it measured now
   * @param percent of a measurement under way
   */
  public record Guarded(
      Guard guard, @Nullable GuardResult result, boolean measurable, int percent) {
    /** Null where there are no figures yet. */
    public GuardResult.@Nullable Outcome outcome() {
      return result == null || result.figures() == null
          ? null
          : result.figures().outcome(guard.points());
    }
  }

  /** For the people of the model's owner; empty where nothing is guarded. */
  @Transactional(readOnly = true)
  public Optional<Guarded> of(ModelView model, ModelVersion version, SignedIn who) {
    return sets.guard(model.owner(), model.locale())
        .map(
            guard -> {
              GuardResult result =
                  results
                      .latest(model.owner(), version.id().value(), guard.set().dataSha256())
                      .orElse(null);
              return new Guarded(
                  guard, result, isMeasurable(result, version, who), percent(model, result));
            });
  }

  private int percent(ModelView model, @Nullable GuardResult result) {
    return result == null || result.isFinished()
        ? 0
        : jobs.find(model.owner(), result.jobId()).map(Job::percent).orElse(0);
  }

  private boolean isMeasurable(@Nullable GuardResult result, ModelVersion version, SignedIn who) {
    return Versions.mayAccept(who)
        && !version.isExpired(now())
        && (result == null || (result.isFinished() && result.figures() == null));
  }

  /** Somebody wants a version measured that is not. */
  @Transactional
  public void begin(CustomModelId id, VersionId wanted, SignedIn who) {
    OwnVersion asked = own.requireLocked(id, wanted, who);
    Guarded guarded =
        of(asked.model(), asked.version(), who)
            .orElseThrow(() -> new WrongState("evaluation.guard.none"));
    if (!guarded.measurable()) {
      throw new WrongState("evaluation.guard.measured");
    }
    add(guarded.guard(), asked.model(), asked.version(), who.displayName());
    audit.record(who, "custom-model.measure-guard", "custom-model", id.value(), asked.name());
  }

  /** Ends the measurement under way. */
  @Transactional
  public void cancel(CustomModelId id, VersionId version, SignedIn who) {
    ModelView model = own.requireLocked(id, version, who).model();
    GuardResult latest =
        sets.guard(model.owner(), model.locale())
            .flatMap(
                guard -> results.latest(model.owner(), version.value(), guard.set().dataSha256()))
            .orElseThrow(NotFound::new);
    if (!jobs.cancel(model.owner(), latest.jobId())) {
      throw new WrongState("evaluation.refused.finished");
    }
    audit.record(who, "custom-model.cancel-guard", "custom-model", id.value(), model.name());
  }

  /** Run again where it did not come to its end: what is measured or waits is not begun twice. */
  @Async
  @TransactionalEventListener
  void on(TrainingFinished finished) {
    if (finished.outcome() != Outcome.SUCCEEDED) {
      return;
    }
    transaction.executeWithoutResult(
        status -> models.findForWork(finished.model()).ifPresent(this::measureNewest));
  }

  private void measureNewest(ModelView model) {
    Optional<Guard> guard = sets.guard(model.owner(), model.locale());
    List<ModelVersion> all = versions.ofModel(model);
    if (all.isEmpty()) {
      return;
    }
    ModelVersion newest = all.get(0);
    if (guard.isEmpty()) {
      // It was taken away while the version waited for it.
      versions.acceptFirst(model.id(), newest.id());
      return;
    }
    models.lock(model.id());
    String data = guard.get().set().dataSha256();
    if (results.latest(model.owner(), newest.id().value(), data).isEmpty()) {
      add(guard.get(), model, newest, "");
    }
  }

  private void add(Guard guard, ModelView model, ModelVersion version, String askedBy) {
    UUID id = Ids.next();
    UUID job = jobs.submit(GuardJob.KIND, model.owner(), id);
    results.add(
        new GuardResult(
            id,
            model.owner().value(),
            model.id().value(),
            version.id().value(),
            guard.set().id(),
            guard.set().name(),
            guard.set().dataSha256(),
            job,
            JobState.QUEUED,
            null,
            null,
            null,
            askedBy,
            now()));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}

package io.diction.training;

import io.diction.audit.Audit;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobState;
import io.diction.organization.plan.Credits;
import io.diction.training.run.Outcome;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunRows;
import io.diction.web.ErrorCode;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down how a training begins and ends, with all that follows from it. */
@Component
class TrainingRecord {
  private final RunRows rows;
  private final TrainingStates states;
  private final Credits credits;
  private final Results results;
  private final WorkingFolders folders;
  private final ModelData models;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TrainingRecord(
      RunRows rows,
      TrainingStates states,
      Credits credits,
      Results results,
      WorkingFolders folders,
      ModelData models,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = rows;
    this.states = states;
    this.credits = credits;
    this.results = results;
    this.folders = folders;
    this.models = models;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** Also for a training that goes on after a crash. */
  @Transactional
  public RecordedRun begin(JobContext job) {
    RecordedRun run = rows.find(job.organization(), job.subject()).orElseThrow();
    states.started(run.model());
    if (run.startedAt() == null) {
      rows.started(run.id(), now());
      events.publishEvent(new TrainingStarted(run.id(), run.model(), run.organization()));
    }
    return run;
  }

  /** In the transaction that ends the job: model, credit and record follow, or none of them. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void end(Job job) {
    RecordedRun run = rows.find(job.organization(), job.subject()).orElseThrow();
    Outcome outcome = outcome(job.state());
    switch (outcome) {
      case SUCCEEDED -> {
        states.succeeded(run.model(), results.version(run));
        credits.use(run.id().value());
      }
      case FAILED -> {
        states.failed(run.model(), code(job.errorCode()), text(job.errorText()));
        credits.giveBack(run.id().value());
      }
      case CANCELLED -> {
        states.cancelled(run.model());
        credits.giveBack(run.id().value());
      }
    }
    record(run, outcome);
    rows.ended(run.id(), outcome, job.errorCode(), job.errorText(), now());
    folders.removeAfterCommit(run.id());
    events.publishEvent(new TrainingFinished(run.id(), run.model(), run.organization(), outcome));
  }

  /** Who called a training off stands there already. */
  private void record(RecordedRun run, Outcome outcome) {
    if (outcome != Outcome.CANCELLED) {
      String name = models.findForWork(run.model()).map(ModelView::name).orElse("");
      audit.record(
          run.organization(),
          "custom-model.training-" + outcome.key(),
          "custom-model",
          run.model().value(),
          name);
    }
  }

  private static Outcome outcome(JobState state) {
    return switch (state) {
      case SUCCEEDED -> Outcome.SUCCEEDED;
      case FAILED -> Outcome.FAILED;
      case CANCELLED -> Outcome.CANCELLED;
      case QUEUED, RUNNING -> throw new IllegalStateException("has not ended: " + state);
    };
  }

  private static ErrorCode code(@Nullable String code) {
    return Arrays.stream(ErrorCode.values())
        .filter(known -> known.code().equals(code))
        .findFirst()
        .orElse(ErrorCode.INTERNAL_ERROR);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}

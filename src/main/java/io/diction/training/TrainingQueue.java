package io.diction.training;

import io.diction.catalog.BaseModel;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.jobs.Jobs;
import io.diction.organization.plan.Credits;
import io.diction.training.run.Recipe;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunId;
import io.diction.training.run.RunRows;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts a checked training into the queue: credit, job, model and record, or none of them. */
@Component
class TrainingQueue {
  private final Jobs jobs;
  private final Credits credits;
  private final TrainingStates states;
  private final RunRows rows;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TrainingQueue(
      Jobs jobs,
      Credits credits,
      TrainingStates states,
      RunRows rows,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jobs = jobs;
    this.credits = credits;
    this.states = states;
    this.rows = rows;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Who asks for a training.
   *
   * @param weightPercent share of the domain's language model that is wanted; null to choose it
   */
  record Asking(@Nullable UserId user, String name, @Nullable Integer weightPercent) {
    /** A model that is set to train by itself. */
    static final Asking NOBODY = new Asking(null, "", null);

    static Asking of(SignedIn who, @Nullable Integer weightPercent) {
      return new Asking(who.user(), who.displayName(), weightPercent);
    }
  }

  /**
   * Queues a training, in the transaction that locked and checked the model.
   *
   * @throws io.diction.web.Refusal {@code no-claims-available}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public RunId add(
      ModelView model, BaseModel base, Recipe.Amount amount, Estimate estimate, Asking asking) {
    RunId run = new RunId(Ids.next());
    if (base.charged()) {
      credits.reserve(model.owner(), run.value(), model.name(), asking.user());
    }
    UUID job = jobs.submit(TrainingJob.KIND, model.owner(), run.value());
    states.queued(model.id(), job);
    rows.add(
        new RecordedRun(
            run,
            model.owner(),
            model.id(),
            job,
            base.id(),
            asking.name(),
            base.charged(),
            amount.audioSeconds(),
            amount.textCharacters(),
            estimate.duration().toMillis() / 1000.0,
            now(),
            null,
            null,
            null,
            null,
            null,
            null,
            asking.weightPercent()),
        asking.user());
    events.publishEvent(new TrainingQueued(run, model.id(), model.owner()));
    return run;
  }

  /** Whether there was a training to call off. A running one ends a moment later. */
  boolean cancel(ModelView model) {
    UUID job = model.job();
    return model.isLocked() && job != null && jobs.cancel(model.owner(), job);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}

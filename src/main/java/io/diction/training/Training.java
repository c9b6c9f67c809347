package io.diction.training;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.identity.SignedIn;
import io.diction.organization.plan.Credits;
import io.diction.training.run.Recipe;
import io.diction.training.run.RunId;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Proposes, starts and calls off trainings. */
@Service
public class Training {
  private static final String AUDITED = "custom-model";

  private final CustomModels models;
  private final TrainingStates states;
  private final BaseModels baseModels;
  private final Credits credits;
  private final TrainingQueue queue;
  private final Estimates estimates;
  private final TrainingSettings settings;
  private final TrainingMinimum minimum;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Training(
      CustomModels models,
      TrainingStates states,
      BaseModels baseModels,
      Credits credits,
      TrainingQueue queue,
      Estimates estimates,
      TrainingSettings settings,
      TrainingMinimum minimum,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.models = models;
    this.states = states;
    this.baseModels = baseModels;
    this.credits = credits;
    this.queue = queue;
    this.estimates = estimates;
    this.settings = settings;
    this.minimum = minimum;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** What to confirm before a training of a model starts, with what stands in its way. */
  @Transactional(readOnly = true)
  public TrainingProposal propose(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotAllowed("training.shared");
    }
    List<BaseModel> trainable = baseModels.trainable(model.locale());
    long balance = credits.balance(who.organization());
    Recipe.Amount amount = estimates.amount(who.organization(), id);
    return new TrainingProposal(
        model,
        trainable,
        balance,
        estimates.of(amount),
        obstacle(model, trainable, balance, amount));
  }

  /**
   * Asks for a training. Refused, nothing has changed.
   *
   * @param base the base model's id
   */
  @Transactional
  public RunId start(CustomModelId id, UUID base, SignedIn who) {
    return start(id, base, null, who);
  }

  /**
   * The same with a share of the domain's language model that is not chosen by what it brings.
   *
   * @param weightPercent 1 to 100; null to choose it
   */
  @Transactional
  public RunId start(CustomModelId id, UUID base, @Nullable Integer weightPercent, SignedIn who) {
    ModelView model = states.requireTrainable(id, who);
    Recipe.Amount amount = estimates.amount(who.organization(), id);
    minimum.require(amount);
    RunId run =
        queue.add(
            model,
            requireBase(base, model.locale()),
            amount,
            estimates.of(amount),
            TrainingQueue.Asking.of(who, weightPercent));
    audit.record(who, "custom-model.train", AUDITED, id.value(), model.name());
    return run;
  }

  /** The same, with a test of its version in the next step. */
  @Transactional
  public RunId startWithTest(CustomModelId id, UUID base, SignedIn who) {
    RunId run = start(id, base, who);
    events.publishEvent(new TestWanted(run, id, who.organization()));
    return run;
  }

  /** Until when a version that is made at a time recognises. */
  public OffsetDateTime usableUntil(OffsetDateTime madeAt) {
    return madeAt.plus(settings.versionLife());
  }

  /**
   * Calls off the training that is queued or under way.
   *
   * @return whether there was one
   */
  @Transactional
  public boolean cancel(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotAllowed("training.shared");
    }
    if (!queue.cancel(model)) {
      return false;
    }
    audit.record(who, "custom-model.cancel-training", AUDITED, id.value(), model.name());
    return true;
  }

  /** The same checks as when it starts, but without a lock: what was true a moment ago. */
  private @Nullable Refusal obstacle(
      ModelView model, List<BaseModel> trainable, long balance, Recipe.Amount amount) {
    if (model.isLocked()) {
      return new WrongState("training.under-way", model.name());
    }
    if (model.status() == ModelStatus.NOT_RUNNING) {
      return new Invalid(ErrorCode.NOT_ENOUGH_DATA);
    }
    Optional<Refusal> shortage = minimum.shortage(amount);
    if (shortage.isPresent()) {
      return shortage.get();
    }
    if (!model.offersTraining(OffsetDateTime.now(clock)) && !model.startsByItself()) {
      return new WrongState("training.nothing-new", model.name());
    }
    if (trainable.isEmpty()) {
      return new WrongState(ErrorCode.BASE_MODEL_EXPIRED);
    }
    if (balance < 1 && trainable.stream().allMatch(BaseModel::charged)) {
      return new LimitReached(ErrorCode.NO_CLAIMS_AVAILABLE);
    }
    return null;
  }

  private BaseModel requireBase(UUID base, String locale) {
    BaseModel chosen =
        baseModels
            .find(base)
            .filter(model -> model.locale().equals(locale))
            .orElseThrow(() -> new Invalid("training.base-model-unknown"));
    if (baseModels.trainable(locale).stream().noneMatch(model -> model.id().equals(chosen.id()))) {
      throw new WrongState(ErrorCode.BASE_MODEL_EXPIRED);
    }
    return chosen;
  }
}

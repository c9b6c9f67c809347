package io.diction.training;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.AutomaticTrainingDue;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.dataset.DatasetBecameReady;
import io.diction.organization.plan.Credits;
import io.diction.training.run.Outcome;
import io.diction.training.run.Recipe.Amount;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Starts the training of models that are set to, once all of their data has passed validation or a
 * term is there. Without a credit or a base model the model stays as it is and says why.
 */
@Component
class AutomaticTraining {
  private final TrainingStates states;
  private final BaseModels baseModels;
  private final Credits credits;
  private final TrainingQueue queue;
  private final Estimates estimates;
  private final Audit audit;
  private final TransactionOperations transaction;

  AutomaticTraining(
      TrainingStates states,
      BaseModels baseModels,
      Credits credits,
      TrainingQueue queue,
      Estimates estimates,
      Audit audit,
      TransactionOperations transaction) {
    this.states = states;
    this.baseModels = baseModels;
    this.credits = credits;
    this.queue = queue;
    this.estimates = estimates;
    this.audit = audit;
    this.transaction = transaction;
  }

  @Async
  @TransactionalEventListener
  void on(DatasetBecameReady ready) {
    begin(ready.model(), model -> true);
  }

  /** Vocabulary alone is enough, and the setting may be switched on when the data is there. */
  @Async
  @TransactionalEventListener
  void on(AutomaticTrainingDue due) {
    begin(due.model(), model -> true);
  }

  /** Data that passed while a training ran is new once it has ended. */
  @Async
  @TransactionalEventListener
  void on(TrainingFinished finished) {
    if (finished.outcome() != Outcome.CANCELLED) {
      begin(finished.model(), ModelView::untried);
    }
  }

  private void begin(CustomModelId id, Predicate<ModelView> wanted) {
    try {
      transaction.executeWithoutResult(status -> find(id).filter(wanted).ifPresent(this::begin));
    } catch (LimitReached lost) {
      // Another training took the last credit after it was seen here.
      transaction.executeWithoutResult(
          status -> find(id).ifPresent(model -> refuse(model, lost.code())));
    }
  }

  private Optional<ModelView> find(CustomModelId id) {
    return states.findTrainable(id).filter(ModelView::autoTrain);
  }

  private void begin(ModelView model) {
    Amount amount = estimates.amount(model.owner(), model.id());
    if (amount.isSettled()) {
      begin(model, amount);
    }
  }

  private void begin(ModelView model, Amount amount) {
    Optional<BaseModel> base = baseModels.trainable(model.locale()).stream().findFirst();
    if (base.isEmpty()) {
      refuse(model, ErrorCode.BASE_MODEL_EXPIRED);
    } else if (!isAffordable(base.get(), model)) {
      refuse(model, ErrorCode.NO_CLAIMS_AVAILABLE);
    } else {
      start(model, base.get(), amount);
    }
  }

  /** Nobody looks: the model's pages say it until somebody does something about it. */
  private void refuse(ModelView model, ErrorCode why) {
    if (why.code().equals(model.autoObstacle())) {
      return;
    }
    states.automaticStartRefused(model.id(), why);
    audit.record(
        model.owner(),
        "custom-model.train-refused",
        "custom-model",
        model.id().value(),
        model.name());
  }

  private boolean isAffordable(BaseModel base, ModelView model) {
    return !base.charged() || credits.balance(model.owner()) > 0;
  }

  private void start(ModelView model, BaseModel base, Amount amount) {
    queue.add(model, base, amount, estimates.of(amount), TrainingQueue.Asking.NOBODY);
    audit.record(
        model.owner(), "custom-model.train", "custom-model", model.id().value(), model.name());
  }
}

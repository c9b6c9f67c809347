package io.diction.training;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.dataset.DatasetBecameReady;
import io.diction.organization.Credits;
import io.diction.training.run.Recipe.Amount;
import io.diction.web.ErrorCode;
import java.util.Optional;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Starts the training of models that are set to, once all of their data has passed validation.
 * Without a credit or a base model the model stays as it is and says why.
 */
@Component
class AutomaticTraining {
  private final TrainingStates states;
  private final BaseModels baseModels;
  private final Credits credits;
  private final TrainingQueue queue;
  private final Estimates estimates;
  private final Audit audit;

  AutomaticTraining(
      TrainingStates states,
      BaseModels baseModels,
      Credits credits,
      TrainingQueue queue,
      Estimates estimates,
      Audit audit) {
    this.states = states;
    this.baseModels = baseModels;
    this.credits = credits;
    this.queue = queue;
    this.estimates = estimates;
    this.audit = audit;
  }

  @ApplicationModuleListener
  void on(DatasetBecameReady ready) {
    Optional<ModelView> found = states.findTrainable(ready.model()).filter(ModelView::autoTrain);
    if (found.isPresent()) {
      Amount amount = estimates.amount(found.get().id());
      if (amount.isSettled()) {
        begin(found.get(), amount);
      }
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

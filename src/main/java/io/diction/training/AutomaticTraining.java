package io.diction.training;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.dataset.DatasetBecameReady;
import io.diction.organization.Credits;
import io.diction.training.run.Recipe.Amount;
import java.util.Optional;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Starts the training of models that are set to, once all of their data has passed validation.
 * Without a credit the model stays as it is, to be trained by hand.
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
      ModelView model = found.get();
      Amount amount = estimates.amount(model.id());
      baseModels.trainable(model.locale()).stream()
          .findFirst()
          .filter(base -> amount.isSettled() && isAffordable(base, model))
          .ifPresent(base -> start(model, base, amount));
    }
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

package io.diction.training;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.TrainingStates;
import io.diction.jobs.Job;
import io.diction.training.TrainingQueue.Asking;
import io.diction.training.run.Recipe;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunRows;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.WrongState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Trains again what failed. The end of the first training is settled, its credit given back: this
 * is a new one by the same rules, with the data of now.
 */
@Component
class TrainingRetry {
  private final RunRows rows;
  private final TrainingStates states;
  private final BaseModels baseModels;
  private final Estimates estimates;
  private final TrainingQueue queue;
  private final TrainingMinimum minimum;

  TrainingRetry(
      RunRows rows,
      TrainingStates states,
      BaseModels baseModels,
      Estimates estimates,
      TrainingQueue queue,
      TrainingMinimum minimum) {
    this.rows = rows;
    this.states = states;
    this.baseModels = baseModels;
    this.estimates = estimates;
    this.queue = queue;
    this.minimum = minimum;
  }

  /** Those whose model could be trained now: it is there, not under way, and has data. */
  Set<UUID> possible(List<Job> failed) {
    Map<UUID, CustomModelId> models = rows.models(failed.stream().map(Job::subject).toList());
    Set<CustomModelId> trainable = states.trainable(models.values());
    return failed.stream()
        .filter(job -> trainable.contains(models.get(job.subject())))
        .map(Job::id)
        .collect(Collectors.toSet());
  }

  /** In the name of whoever asked for the first. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void again(Job failed) {
    RecordedRun run = rows.find(failed.organization(), failed.subject()).orElseThrow();
    ModelView model =
        states.findTrainable(run.model()).orElseThrow(() -> new WrongState("training.not-again"));
    Recipe.Amount amount = estimates.amount(run.organization(), run.model());
    minimum.require(amount);
    queue.add(
        model,
        base(run, model),
        amount,
        estimates.of(amount),
        new Asking(null, run.askedByName(), run.weightPercent()));
  }

  /** The same, unless it has expired meanwhile. */
  private BaseModel base(RecordedRun run, ModelView model) {
    List<BaseModel> trainable = baseModels.trainable(model.locale());
    if (trainable.isEmpty()) {
      throw new WrongState(ErrorCode.BASE_MODEL_EXPIRED);
    }
    return trainable.stream()
        .filter(base -> base.id().equals(run.baseModel()))
        .findFirst()
        .orElse(trainable.get(0));
  }
}

package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What goes with a dataset that is taken from a model, and what stays. */
@Component
class Losses {
  private final Datasets datasets;
  private final DatasetRows rows;
  private final ReadyRows ready;
  private final CustomModels models;

  Losses(Datasets datasets, DatasetRows rows, ReadyRows ready, CustomModels models) {
    this.datasets = datasets;
    this.rows = rows;
    this.ready = ready;
    this.models = models;
  }

  /**
   * What people are told before they delete a dataset.
   *
   * @param others names of other models that keep it
   * @param kept whether it stays without a model
   * @param last whether the model waits to be trained and has no other data for it
   * @param trained whether the model has versions, which stay
   */
  record Loss(List<String> others, boolean kept, boolean last, boolean trained) {
    Loss {
      others = List.copyOf(others);
    }

    /** Whether its files go. */
    public boolean isFinal() {
      return others.isEmpty() && !kept;
    }

    /** The other models in a row. */
    public String names() {
      return String.join(", ", others);
    }
  }

  @Transactional(readOnly = true)
  Loss of(CustomModelId id, Dataset dataset, SignedIn who) {
    ModelView model = datasets.model(id, who);
    List<String> others =
        rows.models(dataset.key()).stream()
            .filter(other -> !other.equals(id))
            .map(other -> models.get(other, who).name())
            .toList();
    boolean waits = model.status() == ModelStatus.READY_TO_RUN && !model.queued();
    return new Loss(
        others,
        rows.findKept(dataset.key()).isPresent(),
        waits && ready.isOnlyTrainable(id, dataset),
        model.versions() > 0);
  }
}

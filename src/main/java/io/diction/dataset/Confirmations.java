package io.diction.dataset;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people decide at the reports of datasets: that the part which is right is used. */
@Service
class Confirmations {
  private final ModelData models;
  private final Datasets datasets;
  private final DatasetRows rows;
  private final ReviewRows reviews;
  private final DatasetChanges changes;
  private final TextTotal textTotal;
  private final Audit audit;

  Confirmations(
      ModelData models,
      Datasets datasets,
      DatasetRows rows,
      ReviewRows reviews,
      DatasetChanges changes,
      TextTotal textTotal,
      Audit audit) {
    this.models = models;
    this.datasets = datasets;
    this.rows = rows;
    this.reviews = reviews;
    this.changes = changes;
    this.textTotal = textTotal;
    this.audit = audit;
  }

  /** What waits at its report, all together. */
  @Transactional(readOnly = true)
  public ReviewRows.Waiting waiting(CustomModelId model, SignedIn who) {
    return reviews.sum(model, who.organization());
  }

  /**
   * Uses the part of a dataset that is right, leaving out what is wrong. Of one that is ready
   * already, what was changed stays and can no longer be undone.
   */
  @Transactional
  public void confirm(CustomModelId model, DatasetId id, SignedIn who) {
    ModelView view = models.requireEditable(model, who);
    confirm(view, datasets.get(model, id, who), who);
  }

  /**
   * The same of every dataset that waits.
   *
   * @return how many there were
   */
  @Transactional
  public int confirmAll(CustomModelId model, SignedIn who) {
    ModelView view = models.requireEditable(model, who);
    List<DatasetId> waiting = reviews.waiting(model, who.organization());
    if (waiting.isEmpty()) {
      throw new WrongState("dataset.confirm.none");
    }
    for (DatasetId id : waiting) {
      confirm(view, rows.find(model, who.organization(), id).orElseThrow(NotFound::new), who);
    }
    return waiting.size();
  }

  private void confirm(ModelView model, Dataset dataset, SignedIn who) {
    boolean isReady = dataset.status() == DatasetStatus.READY;
    if (isReady ? !changes.isUnsettled(dataset) : dataset.status() != DatasetStatus.NEEDS_REVIEW) {
      throw new WrongState("dataset.confirm.not-needed", dataset.name());
    }
    changes.keep(dataset);
    if (!isReady) {
      textTotal.confirmed(dataset);
      rows.status(dataset.key(), DatasetStatus.READY);
      datasets.becameReady(dataset);
    }
    Uploads.record(audit, who, "dataset.confirm", model, dataset.name());
  }
}

package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.dataset.file.PairedRows;
import io.diction.identity.SignedIn;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the pages about the datasets of a model show. */
@Component
class DatasetsPage {
  private final Datasets datasets;
  private final Confirmations confirmations;
  private final TrainingData data;
  private final PairedRows paired;
  private final LeakCheck leaks;
  private final ValidationProgress progress;

  DatasetsPage(
      Datasets datasets,
      Confirmations confirmations,
      TrainingData data,
      PairedRows paired,
      LeakCheck leaks,
      ValidationProgress progress) {
    this.datasets = datasets;
    this.confirmations = confirmations;
    this.data = data;
    this.paired = paired;
    this.leaks = leaks;
    this.progress = progress;
  }

  /**
   * The grid.
   *
   * @return whether something of it is under way
   */
  boolean fill(UUID id, GridQuery query, SignedIn who, Model view) {
    CustomModelId model = new CustomModelId(id);
    fillModel(id, who, view);
    view.addAttribute(
        "audioSeconds", Math.round(data.amount(model, who.organization()).audioSeconds()));
    PairedRows.Amount amount = paired.of(who.organization().value(), id);
    LeakCheck.Amount refused = leaks.of(model, who.organization()).refused();
    view.addAttribute("pairedCount", Math.max(0, amount.pairs() - refused.pairs()));
    view.addAttribute("wordCount", Math.max(0, amount.words() - refused.words()));
    GridPage<Dataset> page = datasets.page(model, query, who);
    view.addAttribute("page", page);
    view.addAttribute("waiting", confirmations.waiting(model, who));
    view.addAttribute("pairs", datasets.pairs(model, who.organization(), page));
    boolean underWay = page.rows().stream().anyMatch(row -> row.status().isUnderWay());
    view.addAttribute("underWay", underWay);
    view.addAttribute("progress", progress.of(who.organization(), page.rows()));
    return underWay;
  }

  /** What is in training and test data alike. */
  void fillLeaks(UUID id, SignedIn who, Model view) {
    view.addAttribute("leaks", leaks.of(datasets.model(new CustomModelId(id), who)));
  }

  /** Whose datasets they are. */
  void fillModel(UUID id, SignedIn who, Model view) {
    ModelView model = datasets.model(new CustomModelId(id), who);
    view.addAttribute("modelName", model.name());
    view.addAttribute("editable", model.isEditable());
    view.addAttribute("path", DatasetController.path(id));
  }
}

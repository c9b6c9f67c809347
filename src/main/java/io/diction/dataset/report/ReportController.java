package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.change.Change;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The validation report of a dataset. */
@Controller
@GridSpec(
    sorts = {"severity", "name", "duration", "noise"},
    filters = {"severity"})
@RequestMapping(ReportController.PATH)
class ReportController {
  static final String PATH = "/custom-models/{id}/datasets/{dataset}";

  private final Datasets datasets;
  private final Mending mending;
  private final Reports reports;

  ReportController(Datasets datasets, Mending mending, Reports reports) {
    this.datasets = datasets;
    this.mending = mending;
    this.reports = reports;
  }

  static String path(UUID model, UUID dataset) {
    return PATH.replace("{id}", model.toString()).replace("{dataset}", dataset.toString());
  }

  @GetMapping
  String report(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      GridQuery query,
      SignedIn who,
      Model view) {
    CustomModelId modelId = new CustomModelId(id);
    ModelView model = datasets.model(modelId, who);
    Dataset shown = datasets.get(modelId, new DatasetId(dataset), who);
    view.addAttribute("modelName", model.name());
    view.addAttribute("modelId", id);
    view.addAttribute("editable", model.isEditable());
    view.addAttribute("changeable", model.isEditable() && !shown.status().isUnderWay());
    view.addAttribute("path", PATH.replace("/{dataset}", "").replace("{id}", id.toString()));
    view.addAttribute("url", path(id, dataset));
    view.addAttribute("dataset", shown);
    view.addAttribute("report", reports.of(shown, query));
    List<Change> changes = mending.list(shown.id());
    view.addAttribute("changes", changes);
    view.addAttribute("unsettled", changes.stream().anyMatch(change -> !change.isConfirmed()));
    return "dataset/report";
  }

  @FragmentRequest
  @GetMapping
  String reportAgain(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      GridQuery query,
      SignedIn who,
      Model view) {
    report(id, dataset, query, who, view);
    return "dataset/report :: report";
  }
}

package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetPages;
import io.diction.dataset.Datasets;
import io.diction.dataset.ValidationProgress;
import io.diction.dataset.change.Change;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

  private final DatasetPages pages;
  private final Datasets datasets;
  private final Mending mending;
  private final Reports reports;
  private final ValidationProgress progress;

  ReportController(
      DatasetPages pages,
      Datasets datasets,
      Mending mending,
      Reports reports,
      ValidationProgress progress) {
    this.pages = pages;
    this.datasets = datasets;
    this.mending = mending;
    this.reports = reports;
    this.progress = progress;
  }

  static String path(UUID model, UUID dataset) {
    return DatasetPages.path(model, dataset);
  }

  @GetMapping
  String report(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      GridQuery query,
      SignedIn who,
      Model view) {
    DatasetPages.Shown page = pages.fill(id, dataset, who, view);
    Dataset shown = page.dataset();
    view.addAttribute("editable", page.model().isEditable());
    view.addAttribute("path", PATH.replace("/{dataset}", "").replace("{id}", id.toString()));
    view.addAttribute("url", path(id, dataset));
    pages.fillSpeaking(page, view);
    view.addAttribute("clipsUrl", clipsUrl(page.model().id(), shown));
    view.addAttribute("report", reports.of(shown, query));
    view.addAttribute("progress", progress.of(shown.organization(), List.of(shown)).get(dataset));
    List<Change> changes = mending.list(shown);
    view.addAttribute("changes", changes);
    view.addAttribute("unsettled", changes.stream().anyMatch(change -> !change.isConfirmed()));
    return "dataset/report";
  }

  /** The clips of a text are its recording's. */
  private @Nullable String clipsUrl(CustomModelId model, Dataset shown) {
    return Optional.of(shown)
        .filter(dataset -> dataset.clips() > 0)
        .or(() -> partner(model, shown).filter(partner -> partner.clips() > 0))
        .map(dataset -> path(model.value(), dataset.id().value()) + "/recordings")
        .orElse(null);
  }

  private Optional<Dataset> partner(CustomModelId model, Dataset shown) {
    return switch (shown.type()) {
      case TRANSCRIPT, TEST -> datasets.partner(model, shown);
      case AUDIO, MANIFEST -> Optional.empty();
    };
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

package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.dataset.file.PairedRows;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The datasets of a model: grid, new dataset. */
@Controller
@GridSpec(
    sorts = {"created", "name", "type", "duration", "started", "ended", "status"},
    descending = true)
@RequestMapping(DatasetController.PATH)
class DatasetController {
  static final String PATH = "/custom-models/{id}/datasets";

  private final Datasets datasets;
  private final ModelPages pages;
  private final DatasetSettings settings;
  private final Uploads uploads;
  private final TrainingData data;
  private final PairedRows paired;
  private final LeakCheck leaks;

  DatasetController(
      Datasets datasets,
      ModelPages pages,
      DatasetSettings settings,
      Uploads uploads,
      TrainingData data,
      PairedRows paired,
      LeakCheck leaks) {
    this.datasets = datasets;
    this.pages = pages;
    this.settings = settings;
    this.uploads = uploads;
    this.data = data;
    this.paired = paired;
    this.leaks = leaks;
  }

  static String path(UUID model) {
    return PATH.replace("{id}", model.toString());
  }

  @GetMapping
  String page(@PathVariable UUID id, GridQuery query, SignedIn who, Model view) {
    fill(id, query, who, view);
    view.addAttribute("leaks", leaks.of(datasets.model(new CustomModelId(id), who)));
    pages.fill(new CustomModelId(id), ModelTab.DATASETS, who, view);
    return "dataset/grid";
  }

  @FragmentRequest
  @GetMapping
  String datasets(@PathVariable UUID id, GridQuery query, SignedIn who, Model view) {
    fill(id, query, who, view);
    return "dataset/grid :: datasets";
  }

  /** Asked by the grid itself while something is validated; the last time the head follows suit. */
  @FragmentRequest
  @GetMapping("/progress")
  String progress(
      @PathVariable UUID id, GridQuery query, SignedIn who, Model view, HtmxResponse response) {
    if (!fill(id, query, who, view)) {
      response.addTrigger("datasets-settled");
    }
    return "dataset/grid :: datasets";
  }

  @GetMapping("/new")
  String newDataset(@PathVariable UUID id, SignedIn who, Model view) {
    limits(id, who, view);
    return "dataset/new";
  }

  /** One way to choose training data; the others are links beside it. */
  @GetMapping("/upload")
  String trainingData(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String method,
      SignedIn who,
      Model view) {
    limits(id, who, view);
    view.addAttribute("folder", method.equals("folder"));
    view.addAttribute("tus", method.equals("tus"));
    view.addAttribute("maxFolderFiles", settings.folderFiles());
    return "dataset/upload";
  }

  @FragmentRequest
  @GetMapping("/upload")
  String trainingDataDialog(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String method,
      SignedIn who,
      Model view) {
    trainingData(id, method, who, view);
    return "dataset/upload :: training-data";
  }

  private void limits(UUID id, SignedIn who, Model view) {
    own(id, who, view);
    long left = uploads.leftBytes(who);
    view.addAttribute("leftBytes", left < settings.largestFile().toBytes() ? left : null);
    view.addAttribute("maxFiles", settings.files());
    view.addAttribute("maxBytes", settings.largestFile().toBytes());
    view.addAttribute("maxGigabytes", settings.largestFile().toGigabytes());
  }

  @FragmentRequest
  @GetMapping("/new")
  String newDatasetDialog(@PathVariable UUID id, SignedIn who, Model view) {
    newDataset(id, who, view);
    return "dataset/new :: new-dataset";
  }

  /** Whether something of the page is under way. */
  private boolean fill(UUID id, GridQuery query, SignedIn who, Model view) {
    own(id, who, view);
    view.addAttribute(
        "audioSeconds", Math.round(data.amount(new CustomModelId(id)).audioSeconds()));
    PairedRows.Amount amount = paired.of(who.organization().value(), id);
    view.addAttribute("pairedCount", amount.pairs());
    view.addAttribute("wordCount", amount.words());
    GridPage<Dataset> page = datasets.page(new CustomModelId(id), query, who);
    view.addAttribute("page", page);
    view.addAttribute("pairs", datasets.pairs(new CustomModelId(id), page));
    boolean underWay = page.rows().stream().anyMatch(row -> row.status().isUnderWay());
    view.addAttribute("underWay", underWay);
    return underWay;
  }

  private void own(UUID id, SignedIn who, Model view) {
    ModelView model = datasets.model(new CustomModelId(id), who);
    view.addAttribute("modelName", model.name());
    view.addAttribute("editable", model.isEditable());
    view.addAttribute("path", path(id));
  }
}

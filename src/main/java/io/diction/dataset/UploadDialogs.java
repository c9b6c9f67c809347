package io.diction.dataset;

import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The two doors for data: a new dataset, and training data. */
@Controller
@RequestMapping(DatasetController.PATH)
class UploadDialogs {
  private final DatasetsPage datasets;
  private final Uploads uploads;
  private final DatasetSettings settings;

  UploadDialogs(DatasetsPage datasets, Uploads uploads, DatasetSettings settings) {
    this.datasets = datasets;
    this.uploads = uploads;
    this.settings = settings;
  }

  @GetMapping("/new")
  String newDataset(@PathVariable UUID id, SignedIn who, Model view) {
    limits(id, who, view);
    for (DatasetType type : DatasetType.values()) {
      view.addAttribute("endingsOf" + type.name(), type.endings());
    }
    return "dataset/new";
  }

  @FragmentRequest
  @GetMapping("/new")
  String newDatasetDialog(@PathVariable UUID id, SignedIn who, Model view) {
    newDataset(id, who, view);
    return "dataset/new :: new-dataset";
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
    datasets.fillModel(id, who, view);
    long left = uploads.leftBytes(who);
    view.addAttribute("leftBytes", left < settings.largestFile().toBytes() ? left : null);
    view.addAttribute("tusParallel", uploads.parallelFrom());
    view.addAttribute("maxFiles", settings.files());
    view.addAttribute("maxBytes", settings.largestFile().toBytes());
    view.addAttribute("maxGigabytes", settings.largestFile().toGigabytes());
  }
}

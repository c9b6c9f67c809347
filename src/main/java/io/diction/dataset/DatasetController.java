package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The datasets of a model. */
@Controller
@GridSpec(
    sorts = {"created", "name", "type", "duration", "started", "ended", "status"},
    descending = true)
@RequestMapping(DatasetController.PATH)
class DatasetController {
  static final String PATH = "/custom-models/{id}/datasets";

  private final DatasetsPage datasets;
  private final ModelPages pages;

  DatasetController(DatasetsPage datasets, ModelPages pages) {
    this.datasets = datasets;
    this.pages = pages;
  }

  static String path(UUID model) {
    return PATH.replace("{id}", model.toString());
  }

  @GetMapping
  String page(@PathVariable UUID id, GridQuery query, SignedIn who, Model view) {
    datasets.fill(id, query, who, view);
    datasets.fillLeaks(id, who, view);
    pages.fill(new CustomModelId(id), ModelTab.DATASETS, who, view);
    return "dataset/grid";
  }

  @FragmentRequest
  @GetMapping
  String datasets(@PathVariable UUID id, GridQuery query, SignedIn who, Model view) {
    datasets.fill(id, query, who, view);
    return "dataset/grid :: datasets";
  }

  /** Asked by the grid itself while something is validated; the last time the head follows suit. */
  @FragmentRequest
  @GetMapping("/progress")
  String progress(
      @PathVariable UUID id, GridQuery query, SignedIn who, Model view, HtmxResponse response) {
    if (!datasets.fill(id, query, who, view)) {
      response.addTrigger("datasets-settled");
    }
    return "dataset/grid :: datasets";
  }
}

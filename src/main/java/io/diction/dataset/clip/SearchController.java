package io.diction.dataset.clip;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Datasets;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Finds words in what is said in all datasets of a model. */
@Controller
@GridSpec(sorts = "newest", filters = "words")
@RequestMapping("/custom-models/{id}/datasets/search")
class SearchController {
  private final Datasets datasets;
  private final ClipRows clips;

  SearchController(Datasets datasets, ClipRows clips) {
    this.datasets = datasets;
    this.clips = clips;
  }

  @GetMapping
  String page(@PathVariable UUID id, GridQuery query, SignedIn who, Model view) {
    CustomModelId modelId = new CustomModelId(id);
    ModelView model = datasets.model(modelId, who);
    view.addAttribute("modelName", model.name());
    view.addAttribute("path", "/custom-models/" + id + "/datasets");
    view.addAttribute("url", "/custom-models/" + id + "/datasets/search");
    view.addAttribute("query", query);
    if (query.isFiltered()) {
      view.addAttribute("page", clips.search(who.organization(), modelId, query));
    }
    return "dataset/search";
  }

  @FragmentRequest
  @GetMapping
  String hits(@PathVariable UUID id, GridQuery query, SignedIn who, Model view) {
    page(id, query, who, view);
    return "dataset/search :: hits";
  }
}

package io.diction.dataset.statistics;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.word.Words;
import io.diction.identity.SignedIn;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The statistics of a dataset. */
@Controller
@RequestMapping("/custom-models/{id}/datasets/{dataset}/statistics")
class StatisticsController {
  private static final int MOST_WORDS = 15;

  private final Datasets datasets;
  private final KeptStatistics statistics;
  private final Words words;

  StatisticsController(Datasets datasets, KeptStatistics statistics, Words words) {
    this.datasets = datasets;
    this.statistics = statistics;
    this.words = words;
  }

  @GetMapping
  String page(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, Model view)
      throws IOException {
    CustomModelId modelId = new CustomModelId(id);
    ModelView model = datasets.model(modelId, who);
    Dataset of = datasets.get(modelId, new DatasetId(dataset), who);
    view.addAttribute("modelName", model.name());
    view.addAttribute("modelId", id);
    view.addAttribute("dataset", of);
    view.addAttribute("datasetUrl", "/custom-models/" + id + "/datasets/" + dataset);
    view.addAttribute("statistics", statistics.of(of, model.dataRevision()));
    List<Words.Word> unknown = words.of(modelId, of.id(), who).words();
    view.addAttribute(
        "unknown",
        Statistics.Bar.of(
            unknown.stream().limit(MOST_WORDS).map(Words.Word::word).toList(),
            unknown.stream().limit(MOST_WORDS).map(word -> (double) word.count()).toList()));
    return "dataset/statistics";
  }
}

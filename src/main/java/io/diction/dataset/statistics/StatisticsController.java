package io.diction.dataset.statistics;

import io.diction.dataset.DatasetPages;
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

  private final DatasetPages pages;
  private final KeptStatistics statistics;
  private final Words words;

  StatisticsController(DatasetPages pages, KeptStatistics statistics, Words words) {
    this.pages = pages;
    this.statistics = statistics;
    this.words = words;
  }

  @GetMapping
  String page(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, Model view)
      throws IOException {
    DatasetPages.Shown shown = pages.fill(id, dataset, who, view);
    view.addAttribute("statistics", statistics.of(shown.dataset(), shown.model().dataRevision()));
    List<Words.Word> unknown =
        words.of(shown.model().id(), shown.dataset().id(), List.of(), who).words();
    view.addAttribute(
        "unknown",
        Statistics.Bar.of(
            unknown.stream().limit(MOST_WORDS).map(Words.Word::word).toList(),
            unknown.stream().limit(MOST_WORDS).map(word -> (double) word.count()).toList()));
    return "dataset/statistics";
  }
}

package io.diction.dataset.report;

import io.diction.dataset.Dataset;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.dataset.finding.FindingTexts;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what reports show. */
@Service
class Reports {
  private static final int MOST_GROUPS = 5;
  private static final int MOST_CLIPS = 50;

  /** On one page; the rest is on the page of its file alone, and in the exports. */
  private static final int MOST_LINES = 1_000;

  private final ItemRows items;
  private final FindingRows findings;
  private final FindingTexts texts;
  private final FileRows fileRows;

  Reports(ItemRows items, FindingRows findings, FindingTexts texts, FileRows fileRows) {
    this.fileRows = fileRows;
    this.items = items;
    this.findings = findings;
    this.texts = texts;
  }

  /**
   * One page of a report.
   *
   * @param whole what is about the dataset, or about its only file
   * @param files the grid of files; empty where there is only one
   * @param lines what was found, by file
   * @param groups what is wrong most often
   * @param clips the first recordings with what is said in them
   */
  record Report(
      ItemRows.Summary summary,
      List<FindingTexts.Line> whole,
      GridPage<ItemRows.Row> files,
      Map<String, List<FindingTexts.Line>> lines,
      List<Kind> groups,
      List<FileRows.NamedClip> clips) {

    /** Whether it has files to be listed one by one. */
    public boolean isMany() {
      return summary.files() > 1;
    }
  }

  /** Findings of one rule, with the first of them as an example. */
  record Kind(FindingRows.Group group, FindingTexts.Line example) {}

  @Transactional(readOnly = true)
  public Report of(Dataset dataset, GridQuery query) {
    UUID id = dataset.id().value();
    ItemRows.Summary summary = items.summary(id);
    GridPage<ItemRows.Row> files = items.page(id, query);
    List<FileRows.NamedClip> clips = fileRows.firstClips(id, MOST_CLIPS);
    if (summary.files() <= 1) {
      return new Report(summary, texts.of(findings.list(id)), files, Map.of(), groups(id), clips);
    }
    List<String> names = files.rows().stream().map(row -> row.item().name()).toList();
    Map<String, List<FindingTexts.Line>> lines =
        texts.of(findings.ofFiles(id, names, MOST_LINES)).stream()
            .collect(Collectors.groupingBy(FindingTexts.Line::file));
    return new Report(summary, texts.of(findings.ofTheWhole(id)), files, lines, groups(id), clips);
  }

  private List<Kind> groups(UUID dataset) {
    List<FindingRows.Group> groups = findings.groups(dataset, MOST_GROUPS);
    return groups.stream()
        .flatMap(
            group ->
                findings.first(dataset, group.rule()).stream()
                    .map(first -> new Kind(group, texts.of(first))))
        .toList();
  }

  /** Everything, for the exports. */
  @Transactional(readOnly = true)
  public List<Finding> all(Dataset dataset) {
    return findings.list(dataset.id().value());
  }
}

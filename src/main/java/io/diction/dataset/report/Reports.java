package io.diction.dataset.report;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.file.TranscriptRows;
import io.diction.dataset.file.TranscriptRows.Transcribed;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.dataset.finding.FindingTexts;
import io.diction.dataset.report.MeasureTexts.Measure;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what reports show. */
@Service
class Reports {
  private static final int MOST_GROUPS = 5;

  /** There are about fifty. */
  private static final int MOST_RULES = 200;

  /** On one page; the rest is on the page of its file alone, and in the exports. */
  private static final int MOST_LINES = 1_000;

  private final ItemRows items;
  private final FindingRows findings;
  private final FindingTexts texts;
  private final FileRows fileRows;
  private final MeasureTexts measureTexts;
  private final PeerLimits peers;
  private final PronunciationCount pronunciations;
  private final TranscriptRows transcripts;

  Reports(
      ItemRows items,
      FindingRows findings,
      FindingTexts texts,
      FileRows fileRows,
      MeasureTexts measureTexts,
      PeerLimits peers,
      PronunciationCount pronunciations,
      TranscriptRows transcripts) {
    this.transcripts = transcripts;
    this.pronunciations = pronunciations;
    this.measureTexts = measureTexts;
    this.peers = peers;
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
   * @param measures what was measured, by file
   * @param transcribed recordings of the page that have a transcript, by file
   * @param groups what is wrong most often
   * @param peers what other services would refuse
   * @param pronunciations that a list by itself brings
   */
  record Report(
      ItemRows.Summary summary,
      List<FindingTexts.Line> whole,
      GridPage<ItemRows.Row> files,
      Map<String, List<FindingTexts.Line>> lines,
      Map<String, List<Measure>> measures,
      Map<String, Transcribed> transcribed,
      List<Kind> groups,
      List<PeerLimits.Note> peers,
      int pronunciations) {

    /** Whether it has files to be listed one by one. */
    public boolean isMany() {
      return summary.files() > 1;
    }

    /** Of the only file. */
    public List<Measure> getOnly() {
      return isMany() || files.rows().isEmpty()
          ? List.of()
          : measures.getOrDefault(files.rows().get(0).item().name(), List.of());
    }

    /** Audio that can be used once all that is listed first is mended. */
    public long getWonMs() {
      return groups.stream().mapToLong(Kind::wonMs).sum();
    }
  }

  /**
   * Findings of one rule, with the first of them as an example.
   *
   * @param wonMs audio that can be used as soon as they are mended
   */
  record Kind(FindingRows.Group group, FindingTexts.Line example, long wonMs) {}

  @Transactional(readOnly = true)
  public Report of(Dataset dataset, GridQuery query) {
    DatasetKey id = dataset.key();
    ItemRows.Summary summary = items.summary(id);
    GridPage<ItemRows.Row> files = items.page(id, query);
    List<String> names = files.rows().stream().map(row -> row.item().name()).toList();
    boolean many = summary.files() > 1;
    Map<String, List<FindingTexts.Line>> lines =
        many
            ? texts.of(findings.ofFiles(id, names, MOST_LINES)).stream()
                .collect(Collectors.groupingBy(FindingTexts.Line::file))
            : Map.of();
    int forms = pronunciations.of(dataset);
    return new Report(
        summary,
        texts.of(many ? findings.ofTheWhole(id) : findings.list(id)),
        files,
        lines,
        measures(id, files.rows(), names, many),
        transcripts.of(id, names),
        groups(id),
        peers.of(dataset, forms),
        forms);
  }

  private Map<String, List<Measure>> measures(
      DatasetKey dataset, List<ItemRows.Row> rows, List<String> names, boolean many) {
    Map<String, List<String>> speakers = fileRows.speakers(dataset, names);
    Map<String, List<Measure>> measures = new HashMap<>();
    for (ItemRows.Row row : rows) {
      String name = row.item().name();
      measures.put(name, measureTexts.of(row.item(), speakers.getOrDefault(name, List.of())));
    }
    if (!many && rows.size() == 1) {
      transcripts
          .agreement(dataset)
          .map(measureTexts::agreement)
          .ifPresent(measures.get(names.get(0))::add);
    }
    return measures;
  }

  /** Errors by the audio that mending them wins, the most first; then warnings by their number. */
  private List<Kind> groups(DatasetKey dataset) {
    Map<String, Long> won = items.won(dataset);
    return findings.groups(dataset, MOST_RULES).stream()
        .sorted(
            Comparator.comparing((FindingRows.Group group) -> !group.error())
                .thenComparing(
                    group -> group.error() ? won.getOrDefault(group.rule(), 0L) : 0L,
                    Comparator.reverseOrder()))
        .limit(MOST_GROUPS)
        .flatMap(
            group ->
                findings.first(dataset, group.rule()).stream()
                    .map(
                        first ->
                            new Kind(
                                group,
                                texts.of(first),
                                group.error() ? won.getOrDefault(group.rule(), 0L) : 0)))
        .toList();
  }

  /** Every file with its measures, for the exports. */
  @Transactional(readOnly = true)
  public List<ItemRows.Row> files(Dataset dataset) {
    return items.all(dataset.key());
  }

  /** Which of them have a transcript, by name. */
  @Transactional(readOnly = true)
  public Map<String, Transcribed> transcribed(Dataset dataset) {
    return transcripts.all(dataset.key());
  }

  /** Everything, for the exports. */
  @Transactional(readOnly = true)
  public List<Finding> all(Dataset dataset) {
    return findings.list(dataset.key());
  }
}

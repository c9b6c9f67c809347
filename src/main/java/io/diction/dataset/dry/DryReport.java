package io.diction.dataset.dry;

import io.diction.dataset.agreement.TrialComparison;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.file.TranscriptRows.Transcribed;
import io.diction.dataset.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in data that is gone.
 *
 * @param findings that are listed, errors first
 * @param rows files that are listed, the worst first
 * @param transcribed recordings with a transcript, by name
 * @param files all, listed or not
 * @param errors of all, listed or not
 * @param warnings of all, listed or not
 * @param notListed findings
 * @param comparedSeconds of sound that was compared with its words
 */
record DryReport(
    List<Finding> findings,
    List<ItemRows.Row> rows,
    Map<String, Transcribed> transcribed,
    int files,
    double audioSeconds,
    long errors,
    long warnings,
    long notListed,
    double comparedSeconds) {
  /** In the exports; on the page fewer. */
  static final int MOST_LISTED = 10_000;

  /** On the page. */
  static final int MOST_SHOWN = 1_000;

  static final int MOST_FILES_SHOWN = 200;

  DryReport {
    findings = List.copyOf(findings);
    rows = List.copyOf(rows);
    transcribed = Map.copyOf(transcribed);
  }

  /** Errors and the worst files first, since no more than so many are listed. */
  static DryReport of(Outcome all, TrialComparison.Result compared) {
    List<Finding> findings = new ArrayList<>(all.findings());
    findings.addAll(compared.findings());
    Outcome outcome = new Outcome(findings, all.items(), all.audioSeconds(), all.transcribed());
    List<Finding> listed =
        findings.stream()
            .sorted(Comparator.comparingInt(finding -> finding.error() ? 0 : 1))
            .limit(MOST_LISTED)
            .toList();
    long said = listed.stream().mapToLong(Finding::times).sum();
    Map<String, Transcribed> transcribed = new HashMap<>();
    List<ItemRows.Row> rows = rows(outcome);
    for (ItemRows.Row row : rows) {
      String name = row.item().name();
      if (all.transcribed().contains(name)) {
        transcribed.put(name, new Transcribed(compared.agreement().get(name)));
      }
    }
    return new DryReport(
        listed,
        rows,
        transcribed,
        outcome.files(),
        outcome.audioSeconds(),
        outcome.errors(),
        outcome.warnings(),
        outcome.errors() + outcome.warnings() - said,
        compared.seconds());
  }

  /** Prints are large, and nobody compares with them any more. */
  private static List<ItemRows.Row> rows(Outcome outcome) {
    return outcome.rows().stream()
        .map(row -> new ItemRows.Row(row.item().withoutPrint(), row.errors(), row.warnings()))
        .sorted(
            Comparator.comparingInt((ItemRows.Row row) -> row.errors() > 0 ? 0 : 1)
                .thenComparingInt(row -> row.warnings() > 0 ? 0 : 1))
        .limit(MOST_LISTED)
        .toList();
  }

  List<Finding> shownFindings() {
    return findings.subList(0, Math.min(MOST_SHOWN, findings.size()));
  }

  /** For pages. */
  public List<ItemRows.Row> getShownRows() {
    return rows.subList(0, Math.min(MOST_FILES_SHOWN, rows.size()));
  }

  /** Findings that the page does not list. */
  public long getNotShown() {
    return notListed
        + findings.subList(Math.min(MOST_SHOWN, findings.size()), findings.size()).stream()
            .mapToLong(Finding::times)
            .sum();
  }

  /** How much memory it takes, in lines. */
  int size() {
    return findings.size() + rows.size();
  }
}

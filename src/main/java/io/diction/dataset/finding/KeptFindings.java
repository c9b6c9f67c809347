package io.diction.dataset.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of findings that are too many to be listed, the first; the last one kept of a kind stands for
 * those that are not, so that the numbers stay right.
 */
final class KeptFindings {
  private final int most;
  private final int mostOfAKind;
  private final List<Finding> kept = new ArrayList<>();
  private final Map<Kind, Integer> counts = new HashMap<>();
  private final Map<Kind, Integer> last = new HashMap<>();

  private KeptFindings(int most, int mostOfAKind) {
    this.most = most;
    this.mostOfAKind = mostOfAKind;
  }

  /** What is told apart: a rule in a file. */
  private record Kind(boolean error, String rule, String file) {}

  static List<Finding> of(List<Finding> findings, int most, int mostOfAKind) {
    KeptFindings kept = new KeptFindings(most, mostOfAKind);
    findings.forEach(kept::add);
    return kept.kept;
  }

  private void add(Finding finding) {
    Kind kind = new Kind(finding.error(), finding.rule(), finding.file());
    Integer at = last.get(kind);
    if (at != null && (counts.get(kind) == mostOfAKind || kept.size() >= most)) {
      Finding standing = kept.get(at);
      kept.set(at, standing.times(standing.times() + finding.times()));
      return;
    }
    // A kind that did not occur before is listed once however many there are: files are bounded.
    counts.merge(kind, 1, Integer::sum);
    last.put(kind, kept.size());
    kept.add(finding);
  }
}

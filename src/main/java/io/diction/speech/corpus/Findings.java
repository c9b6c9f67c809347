package io.diction.speech.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers findings, at most so many errors and warnings a file: a file wrong in every line is
 * reported once, and no number of warnings hides an error.
 */
final class Findings {
  /** Findings kept in memory, of all files together; nobody reads more. */
  private static final int MOST = 20_000;

  private final int mostPerFile;
  private final List<CorpusFinding> list = new ArrayList<>();
  private final Map<Kind, Integer> counts = new LinkedHashMap<>();
  private int errors;

  Findings(CorpusLimits limits) {
    mostPerFile = limits.findingsPerFile();
  }

  private record Kind(String file, boolean error) {}

  void add(FindingCode code, String file, Object... arguments) {
    add(CorpusFinding.of(code, file, 0, 0, arguments));
  }

  void addAt(FindingCode code, String file, int line, Object... arguments) {
    add(CorpusFinding.of(code, file, line, 0, arguments));
  }

  void add(CorpusFinding finding) {
    boolean error = finding.isError();
    int count = counts.merge(new Kind(finding.file(), error), 1, Integer::sum);
    int kept = error ? errors : list.size() - errors;
    if (count <= mostPerFile && kept < MOST) {
      list.add(finding);
      errors += error ? 1 : 0;
    }
  }

  boolean hasErrors(String file) {
    return list.stream().anyMatch(finding -> finding.isError() && finding.file().equals(file));
  }

  List<CorpusFinding> toList() {
    List<CorpusFinding> result = new ArrayList<>(list);
    Map<String, Integer> more = new LinkedHashMap<>();
    counts.forEach((kind, count) -> more.merge(kind.file(), more(count), Integer::sum));
    more.forEach(
        (file, count) -> {
          if (count > 0) {
            result.add(CorpusFinding.of(FindingCode.MORE_FINDINGS, file, 0, 0, count));
          }
        });
    return List.copyOf(result);
  }

  private int more(int count) {
    return Math.max(0, count - mostPerFile);
  }
}

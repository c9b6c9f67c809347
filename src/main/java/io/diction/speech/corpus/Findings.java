package io.diction.speech.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers findings, at most so many a file: a file wrong in every line is reported once. */
final class Findings {
  /** Findings kept in memory, of all files together; nobody reads more. */
  private static final int MOST = 20_000;

  private final int mostPerFile;
  private final List<CorpusFinding> list = new ArrayList<>();
  private final Map<String, Integer> perFile = new LinkedHashMap<>();

  Findings(CorpusLimits limits) {
    mostPerFile = limits.findingsPerFile();
  }

  void add(FindingCode code, String file, Object... arguments) {
    add(CorpusFinding.of(code, file, 0, 0, arguments));
  }

  void addAt(FindingCode code, String file, int line, Object... arguments) {
    add(CorpusFinding.of(code, file, line, 0, arguments));
  }

  void add(CorpusFinding finding) {
    if (perFile.merge(finding.file(), 1, Integer::sum) <= mostPerFile && list.size() < MOST) {
      list.add(finding);
    }
  }

  boolean hasErrors(String file) {
    return list.stream().anyMatch(finding -> finding.isError() && finding.file().equals(file));
  }

  List<CorpusFinding> toList() {
    List<CorpusFinding> result = new ArrayList<>(list);
    perFile.forEach(
        (file, count) -> {
          if (count > mostPerFile) {
            result.add(
                CorpusFinding.of(FindingCode.MORE_FINDINGS, file, 0, 0, count - mostPerFile));
          }
        });
    return List.copyOf(result);
  }
}

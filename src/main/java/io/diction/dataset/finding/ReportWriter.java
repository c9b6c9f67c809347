package io.diction.dataset.finding;

import io.diction.dataset.finding.FindingTexts.Line;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports as files for other programs. */
public final class ReportWriter {
  private static final JsonMapper JSON = new JsonMapper();

  private ReportWriter() {}

  public static String csv(List<Line> lines) {
    return Stream.concat(
            Stream.of("severity,code,rule,file,line,column,found,expected"),
            lines.stream()
                .map(
                    line ->
                        Stream.of(
                                severity(line),
                                line.code(),
                                line.rule(),
                                line.file(),
                                Integer.toString(line.line()),
                                Integer.toString(line.column()),
                                line.sentence(),
                                line.remedy())
                            .map(ReportWriter::cell)
                            .collect(Collectors.joining(","))))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  /** A spreadsheet would run what begins like a formula. */
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  /** Where a line stands for others, its {@code times} says for how many. */
  public static String json(String dataset, List<Line> lines) {
    return json(dataset, lines, JSON.createArrayNode());
  }

  /**
   * @param files what was measured in them
   */
  public static String json(String dataset, List<Line> lines, ArrayNode files) {
    ObjectNode report = JSON.createObjectNode();
    report.put("dataset", dataset);
    report.put("errors", count(lines, true));
    report.put("warnings", count(lines, false));
    if (!files.isEmpty()) {
      report.set("files", files);
    }
    ArrayNode findings = report.putArray("findings");
    for (Line line : lines) {
      findings
          .addObject()
          .put("severity", severity(line))
          .put("code", line.code())
          .put("rule", line.rule())
          .put("file", line.file())
          .put("line", line.line())
          .put("column", line.column())
          .put("times", line.times())
          .put("found", line.sentence())
          .put("expected", line.remedy());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
  }

  private static long count(List<Line> lines, boolean error) {
    return lines.stream().filter(line -> line.error() == error).mapToLong(Line::times).sum();
  }

  private static String severity(Line line) {
    return line.error() ? "error" : "warning";
  }
}

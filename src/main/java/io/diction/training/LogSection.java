package io.diction.training;

import io.diction.jobs.JobLogLine;
import io.diction.training.run.RecordedStage;
import java.util.ArrayList;
import java.util.List;

/**
 * What one stage wrote into the log of its training.
 *
 * @param stage its key; empty before the first one
 * @param begins whether the first of the lines is the first of the stage
 */
record LogSection(String stage, boolean begins, List<JobLogLine> lines) {
  LogSection {
    lines = List.copyOf(lines);
  }

  /**
   * Lines by the stages under way when they were written.
   *
   * @param lines in their order
   * @param stages in the order in which they were begun
   * @param after number of the line that was shown last, which may be the first of the lines
   */
  static List<LogSection> of(List<JobLogLine> lines, List<RecordedStage> stages, int after) {
    List<LogSection> sections = new ArrayList<>();
    List<JobLogLine> open = new ArrayList<>();
    String current = "";
    boolean begins = false;
    for (JobLogLine line : lines) {
      String stage = stage(line, stages);
      if (!stage.equals(current)) {
        add(sections, current, begins, open);
        open.clear();
        current = stage;
        begins = true;
      }
      if (line.number() > after) {
        open.add(line);
      } else {
        begins = false;
      }
    }
    add(sections, current, begins, open);
    return sections;
  }

  private static void add(
      List<LogSection> sections, String stage, boolean begins, List<JobLogLine> lines) {
    if (!lines.isEmpty()) {
      sections.add(new LogSection(stage, begins, lines));
    }
  }

  private static String stage(JobLogLine line, List<RecordedStage> stages) {
    String latest = "";
    for (RecordedStage stage : stages) {
      if (!stage.startedAt().toInstant().isAfter(line.at())) {
        latest = stage.stage();
      }
    }
    return latest;
  }
}

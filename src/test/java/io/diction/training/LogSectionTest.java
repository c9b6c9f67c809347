package io.diction.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.diction.jobs.JobLogLine;
import io.diction.training.run.RecordedStage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogSectionTest {
  private static final Instant BEGUN = Instant.parse("2026-11-22T09:00:00Z");

  private static JobLogLine line(int number, int second) {
    return new JobLogLine(number, BEGUN.plusSeconds(second), "line " + number);
  }

  private static RecordedStage stage(int position, String key, int second) {
    OffsetDateTime at = BEGUN.plusSeconds(second).atOffset(ZoneOffset.UTC);
    return new RecordedStage(position, key, at, null, 0, null);
  }

  private static final List<RecordedStage> STAGES =
      List.of(stage(0, "validate", 1), stage(1, "normalise", 5), stage(2, "align", 9));

  private static final List<JobLogLine> LINES =
      List.of(line(1, 0), line(2, 1), line(3, 4), line(4, 9), line(5, 20));

  @Test
  void holdsTheLinesOfOneStageEach() {
    assertThat(LogSection.of(LINES, STAGES, 0))
        .extracting(
            LogSection::stage,
            LogSection::begins,
            one -> one.lines().get(0).number(),
            one -> one.lines().size())
        .containsExactly(
            tuple("", false, 1, 1), tuple("validate", true, 2, 2), tuple("align", true, 4, 2));
  }

  /** What comes later goes on where the page ended. */
  @Test
  void beginsOnlyOnce() {
    assertThat(LogSection.of(LINES.subList(1, 5), STAGES, 2))
        .extracting(LogSection::stage, LogSection::begins)
        .containsExactly(tuple("validate", false), tuple("align", true));
    assertThat(LogSection.of(LINES.subList(2, 5), STAGES, 3))
        .extracting(LogSection::stage, LogSection::begins)
        .containsExactly(tuple("align", true));
    assertThat(LogSection.of(LINES.subList(4, 5), STAGES, 5)).isEmpty();
  }
}

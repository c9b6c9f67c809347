package io.diction.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageRangeTest {
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static UsageRange of(String from, String to) {
    return UsageRange.of(from, to, AMSTERDAM, TODAY);
  }

  @Test
  void isTheLastThirtyDaysUnlessSomebodyWantsOthers() {
    assertThat(of("", ""))
        .isEqualTo(of("yesterday", "2026-02-31"))
        .isEqualTo(new UsageRange(LocalDate.of(2026, 10, 24), TODAY, AMSTERDAM));
  }

  @Test
  void isTheNearestValidOne() {
    assertThat(of("2026-11-30", "2027-01-01")).isEqualTo(of("2026-11-22", "2026-11-22"));
    assertThat(of("0001-01-01", "2026-11-01").from()).isEqualTo(LocalDate.of(2021, 11, 22));
    assertThat(of("+999999999-01-01", "-999999999-01-01").steps()).hasSize(1);
  }

  @Test
  void beginsAndEndsWithTheDaysOfItsZone() {
    UsageRange range = of("2026-10-25", "2026-10-25");

    assertThat(range.begin()).hasToString("2026-10-24T22:00Z");
    assertThat(range.end()).as("a day of 25 hours").hasToString("2026-10-25T23:00Z");
    assertThat(new UsageRange(TODAY, TODAY, ZoneOffset.UTC).zoneName()).isEqualTo("UTC");
  }

  @Test
  void isDrawnByTheMonthWhereDaysWouldBeTooMany() {
    assertThat(of("2026-08-23", "2026-11-22").steps()).hasSize(92);
    UsageRange longer = of("2026-08-22", "2026-11-22");

    assertThat(longer.steps())
        .isEqualTo(
            List.of(
                LocalDate.of(2026, 8, 1),
                LocalDate.of(2026, 9, 1),
                LocalDate.of(2026, 10, 1),
                LocalDate.of(2026, 11, 1)));
    Trend trend =
        Trend.of(
            longer,
            List.of(
                new UsageSums.Day(LocalDate.of(2026, 8, 1), 1, 60),
                new UsageSums.Day(LocalDate.of(2026, 11, 1), 3, 120)));
    assertThat(trend.columns())
        .extracting(Trend.Column::height)
        .containsExactly(50.0, 0.0, 0.0, 100.0);
    assertThat(trend.used()).extracting(Trend.Column::label).containsExactly("2026-11", "2026-08");
  }

  @Test
  void hasStepsFromItsBeginToItsEnd() {
    UsageRange longer = of("2026-08-22", "2026-11-22");

    assertThat(longer.bounds())
        .hasSize(5)
        .startsWith(longer.begin())
        .endsWith(longer.end())
        .isSorted();
    assertThat(longer.bounds().get(1)).isEqualTo(of("2026-09-01", "2026-09-01").begin());
    UsageRange day = of("2026-11-22", "2026-11-22");
    assertThat(day.bounds()).containsExactly(day.begin(), day.end());
  }
}

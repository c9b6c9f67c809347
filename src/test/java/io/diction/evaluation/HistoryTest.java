package io.diction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.evaluation.History.Point;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static Point point(int version, double rate, double baseRate) {
    return new Point(
        UUID.randomUUID(),
        version,
        rate,
        baseRate,
        false,
        OffsetDateTime.of(2026, 11, 23, 0, 0, 0, 0, ZoneOffset.UTC));
  }

  @Test
  void drawsVersionsFromLeftToRightBelowTheHighestRate() {
    History history = new History(List.of(point(1, 0.2, 0.4), point(2, 0.1, 0.4)));

    assertThat(history.most()).isEqualTo(0.4);
    assertThat(history.line()).isEqualTo("0.0,52.5 100.0,76.3");
    assertThat(history.dots()).isEqualTo("M0.0,52.5h0M100.0,76.3h0");
    assertThat(history.baseLine()).isEqualTo("0.0,5.0 100.0,5.0");
  }

  @Test
  void drawsASingleVersionAsADotOnTheBaseModelsLine() {
    History history = new History(List.of(point(3, 0.4, 0.4)));

    assertThat(history.dots()).isEqualTo("M50.0,5.0h0");
    assertThat(history.baseLine()).isEqualTo("0.0,5.0 100.0,5.0");
  }

  @Test
  void liesOnTheLowerLineWhereNothingIsWrong() {
    assertThat(new History(List.of(point(1, 0, 0))).dots()).isEqualTo("M50.0,100.0h0");
  }
}

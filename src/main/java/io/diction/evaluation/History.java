package io.diction.evaluation;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * How the versions of a model did on its standing test data, the oldest first.
 *
 * @param points one for each test
 */
record History(List<Point> points) {
  History {
    points = List.copyOf(points);
  }

  /**
   * A test of a version.
   *
   * @param isOther whether its data is not that of the test before
   */
  record Point(
      UUID run, int version, double rate, double baseRate, boolean isOther, OffsetDateTime at) {}

  /** The versions' error rates as an SVG polyline 100 units wide and high. */
  public String line() {
    return line(Point::rate);
  }

  public String baseLine() {
    return line(Point::baseRate);
  }

  private String line(ToDoubleFunction<Point> value) {
    double most =
        points.stream().mapToDouble(p -> Math.max(p.rate(), p.baseRate())).max().orElse(0);
    // A single point would not be seen: it is a line across.
    List<Point> shown = points.size() == 1 ? List.of(points.get(0), points.get(0)) : points;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < shown.size(); i++) {
      double x = 100.0 * i / (shown.size() - 1);
      double y = most <= 0 ? 100 : 100 - 95 * value.applyAsDouble(shown.get(i)) / most;
      line.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", x, y));
    }
    return line.toString();
  }
}

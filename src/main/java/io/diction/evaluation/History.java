package io.diction.evaluation;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** The base model's, across the whole width where there is one point alone. */
  public String baseLine() {
    if (points.size() == 1) {
      String y = y(points.get(0).baseRate());
      return "0.0," + y + " 100.0," + y;
    }
    return line(Point::baseRate);
  }

  private String line(ToDoubleFunction<Point> value) {
    return IntStream.range(0, points.size())
        .mapToObj(at -> x(at) + "," + y(value.applyAsDouble(points.get(at))))
        .collect(Collectors.joining(" "));
  }

  /** The versions' error rates as an SVG path of dots: strokes without length. */
  public String dots() {
    return IntStream.range(0, points.size())
        .mapToObj(at -> "M" + x(at) + "," + y(points.get(at).rate()) + "h0")
        .collect(Collectors.joining());
  }

  /** The highest rate of all, which stands a little below the upper edge. */
  public double most() {
    return points.stream().mapToDouble(p -> Math.max(p.rate(), p.baseRate())).max().orElse(0);
  }

  public Point first() {
    return points.get(0);
  }

  public Point last() {
    return points.get(points.size() - 1);
  }

  private String x(int at) {
    return written(points.size() == 1 ? 50 : 100.0 * at / (points.size() - 1));
  }

  private String y(double rate) {
    double most = most();
    return written(most <= 0 ? 100 : 100 - 95 * rate / most);
  }

  private static String written(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

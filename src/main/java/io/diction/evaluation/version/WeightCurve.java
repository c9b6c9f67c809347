package io.diction.evaluation.version;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Perplexity of held-out text by the share of the domain's text, as a picture 100 units wide and
 * high.
 *
 * @param used share that the version has; null when not recorded
 */
public record WeightCurve(List<Point> points, @Nullable Double used) {
  /** Room above and below the curve. */
  private static final double MARGIN = 5;

  /**
   * A share.
   *
   * @param perplexity null where a word has no probability at all
   */
  public record Point(double weight, @Nullable Double perplexity) {}

  public WeightCurve {
    points = List.copyOf(points);
  }

  /** Whether there is more than a point to draw. */
  public boolean isDrawn() {
    return points.stream().filter(point -> point.perplexity() != null).count() > 1;
  }

  /** Points of an SVG polyline; the lower, the better. */
  public String line() {
    double most = extreme(true);
    double least = extreme(false);
    StringBuilder line = new StringBuilder();
    for (Point point : points) {
      Double perplexity = point.perplexity();
      if (perplexity != null) {
        double height = most > least ? (perplexity - least) / (most - least) : 0.5;
        line.append(
            String.format(
                Locale.ROOT,
                "%s%.1f,%.1f",
                line.isEmpty() ? "" : " ",
                100 * point.weight(),
                100 - MARGIN - (100 - 2 * MARGIN) * height));
      }
    }
    return line.toString();
  }

  private double extreme(boolean highest) {
    var perplexities =
        points.stream().map(Point::perplexity).filter(Objects::nonNull).mapToDouble(p -> p);
    return (highest ? perplexities.max() : perplexities.min()).orElse(0);
  }

  /** Points of an upright line at the share that the version has. */
  public String mark() {
    double x = used == null ? 0 : 100 * used;
    return String.format(Locale.ROOT, "%.1f,0 %.1f,100", x, x);
  }

  /** The step of the curve that the version's share is nearest to. */
  public boolean isNearest(Point point) {
    return used != null
        && points.stream()
            .allMatch(other -> Math.abs(point.weight() - used) <= Math.abs(other.weight() - used));
  }
}

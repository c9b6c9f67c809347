package io.diction.dataset.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a dataset consists of.
 *
 * @param speakers the most talkative first, the others of many together at the end
 * @param rates sample rates of its recordings
 * @param lengths of its clips, from the shortest on
 * @param growth how the vocabulary grows with what is said
 */
record Statistics(
    List<Bar> speakers, List<Bar> rates, List<Bar> lengths, Growth growth, int clips) {
  Statistics {
    speakers = List.copyOf(speakers);
    rates = List.copyOf(rates);
    lengths = List.copyOf(lengths);
  }

  /**
   * One bar of a chart.
   *
   * @param label empty for what has no name
   * @param value seconds, or a count
   * @param percent of the longest bar
   */
  record Bar(String label, double value, int percent) {
    static List<Bar> of(List<String> labels, List<Double> values) {
      double most = values.stream().mapToDouble(value -> value).max().orElse(0);
      return IntStream.range(0, labels.size())
          .mapToObj(
              i ->
                  new Bar(
                      labels.get(i),
                      values.get(i),
                      most <= 0 ? 0 : (int) Math.round(100 * values.get(i) / most)))
          .toList();
    }

    /** Height and place for a column chart 100 units high. */
    public int top() {
      return 100 - percent;
    }
  }

  /** After so many words so many different ones. */
  record Point(long words, long different) {}

  /** How the vocabulary grows. */
  record Growth(List<Point> points) {
    Growth {
      points = List.copyOf(points);
    }

    public long words() {
      return points.isEmpty() ? 0 : points.get(points.size() - 1).words();
    }

    public long different() {
      return points.isEmpty() ? 0 : points.get(points.size() - 1).different();
    }

    /** For an SVG polyline 100 units wide and high. */
    public String line() {
      StringBuilder line = new StringBuilder("0,100");
      for (Point point : points) {
        line.append(' ')
            .append(100 * point.words() / Math.max(1, words()))
            .append(',')
            .append(100 - 100 * point.different() / Math.max(1, different()));
      }
      return line.toString();
    }
  }
}

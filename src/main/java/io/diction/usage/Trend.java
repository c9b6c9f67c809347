package io.diction.usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Use over time, as columns of a picture a hundred units wide and high.
 *
 * @param isByMonth whether a column is a month
 */
record Trend(List<Column> columns, boolean isByMonth) {
  Trend {
    columns = List.copyOf(columns);
  }

  /**
   * A day, or a month.
   *
   * @param label as {@code 2026-11-22}, or {@code 2026-11}
   */
  record Column(
      String label, long sessions, double seconds, double x, double width, double height) {
    /** The first one of a month. */
    public LocalDate day() {
      return LocalDate.parse(label.length() == 7 ? label + "-01" : label);
    }

    public double minutes() {
      return seconds / 60;
    }

    public double y() {
      return 100 - height;
    }
  }

  static Trend of(UsageRange range, List<UsageSums.Day> used) {
    Map<LocalDate, UsageSums.Day> steps = new TreeMap<>();
    for (LocalDate step : range.steps()) {
      steps.put(step, new UsageSums.Day(step, 0, 0));
    }
    used.forEach(day -> steps.put(day.day(), day));
    double most = steps.values().stream().mapToDouble(UsageSums.Day::seconds).max().orElse(0);
    double step = 100.0 / Math.max(1, steps.size());
    List<Column> columns = new ArrayList<>();
    steps.forEach(
        (first, day) ->
            columns.add(
                new Column(
                    range.isLong() ? first.toString().substring(0, 7) : first.toString(),
                    day.sessions(),
                    day.seconds(),
                    rounded(columns.size() * step),
                    rounded(0.8 * step),
                    most <= 0 ? 0 : rounded(100 * day.seconds() / most))));
    return new Trend(columns, range.isLong());
  }

  /** Those with something in them, the latest first: what a reader goes through. */
  public List<Column> used() {
    List<Column> used = new ArrayList<>();
    for (int at = columns.size() - 1; at >= 0; at--) {
      if (columns.get(at).sessions() > 0) {
        used.add(columns.get(at));
      }
    }
    return used;
  }

  public double seconds() {
    return columns.stream().mapToDouble(Column::seconds).sum();
  }

  /** Seconds of the highest column, which tells what the others are. */
  public double most() {
    return columns.stream().mapToDouble(Column::seconds).max().orElse(0);
  }

  /** The first and the last day, or month, below the picture. */
  public LocalDate first() {
    return columns.get(0).day();
  }

  public LocalDate last() {
    return columns.get(columns.size() - 1).day();
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}

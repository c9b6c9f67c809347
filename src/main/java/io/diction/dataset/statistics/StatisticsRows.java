package io.diction.dataset.statistics;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.statistics.Statistics.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sums over the clips and files of a dataset. */
@Repository
class StatisticsRows {
  private static final int MOST_SPEAKERS = 15;

  private static final String LENGTH =
      "greatest(0, coalesce(c.duration_ms, f.duration_ms - c.start_ms, 0))";

  private final JdbcClient jdbc;

  StatisticsRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Sum(String label, double value) {}

  /** In seconds; the last one has no name where there are more than can be shown. */
  List<Bar> speakers(DatasetKey dataset) {
    List<Sum> all =
        dataset
            .in(
                jdbc,
                """
                select c.speaker, sum(%s) / 1000.0 as seconds
                from dataset_clip c
                join dataset_file f on f.dataset_id = c.dataset_id and f.number = c.file_number
                where c.dataset_id = :owned
                group by c.speaker
                order by seconds desc, c.speaker
                """
                    .formatted(LENGTH))
            .query((row, number) -> new Sum(row.getString("speaker"), row.getDouble("seconds")))
            .list();
    List<Sum> shown = new ArrayList<>(all.subList(0, Math.min(MOST_SPEAKERS, all.size())));
    if (all.size() > MOST_SPEAKERS) {
      shown.add(
          new Sum(
              "+" + (all.size() - MOST_SPEAKERS),
              all.stream().skip(MOST_SPEAKERS).mapToDouble(Sum::value).sum()));
    }
    return bars(shown);
  }

  /** In seconds of recordings. */
  List<Bar> rates(DatasetKey dataset) {
    return bars(
        dataset
            .in(
                jdbc,
                """
                select i.sample_rate, coalesce(sum(i.duration_ms), 0) / 1000.0 as seconds
                from dataset_item i
                where i.dataset_id = :owned and i.sample_rate is not null
                group by i.sample_rate
                order by i.sample_rate
                """)
            .query(
                (row, number) ->
                    new Sum(
                        String.format(Locale.ROOT, "%,d Hz", row.getInt("sample_rate")),
                        row.getDouble("seconds")))
            .list());
  }

  /** Counts of clips by their length in seconds. */
  List<Bar> lengths(DatasetKey dataset) {
    int[] ends = {1, 2, 3, 5, 8, 12, 20, 30, 40};
    double[] counts = new double[ends.length + 1];
    dataset
        .in(
            jdbc,
            """
            select %s as length_ms
            from dataset_clip c
            join dataset_file f on f.dataset_id = c.dataset_id and f.number = c.file_number
            where c.dataset_id = :owned
            """
                .formatted(LENGTH))
        .query(
            row -> {
              double seconds = row.getLong("length_ms") / 1000.0;
              int at = 0;
              while (at < ends.length && seconds >= ends[at]) {
                at++;
              }
              counts[at]++;
            });
    List<Sum> sums = new ArrayList<>();
    for (int at = 0; at < counts.length; at++) {
      String label =
          at == 0
              ? "< " + ends[0]
              : at == ends.length ? "> " + ends[at - 1] : ends[at - 1] + "–" + ends[at];
      sums.add(new Sum(label, counts[at]));
    }
    return bars(sums);
  }

  private static List<Bar> bars(List<Sum> sums) {
    return Bar.of(sums.stream().map(Sum::label).toList(), sums.stream().map(Sum::value).toList());
  }
}

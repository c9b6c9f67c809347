package io.diction.dataset.file;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.finding.FindingRows;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All files of datasets, with what was measured in them, for the report. */
@Repository
public class ItemRows {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final FindingRows findings;

  public ItemRows(JdbcClient jdbc, NamedParameterJdbcOperations batches, FindingRows findings) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.findings = findings;
  }

  /** A row of the grid. */
  public record Row(Item item, int errors, int warnings) {}

  /**
   * How much of a dataset can be used.
   *
   * @param narrowHz the lowest sampling rate, where it is below that of speech from a microphone;
   *     else 0
   */
  public record Summary(int files, int blockedFiles, long usableMs, long blockedMs, int narrowHz) {}

  /** After {@link FindingRows#replace}, which counts what was found in them. */
  public void replace(DatasetKey dataset, List<Item> items) {
    dataset.in(jdbc, "delete from dataset_item where dataset_id = :owned").update();
    MapSqlParameterSource[] rows = new MapSqlParameterSource[items.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ItemColumns.parameters(dataset, i + 1, items.get(i));
    }
    batches.batchUpdate(ItemColumns.INSERT, rows);
    findings.countByFile(dataset);
  }

  private static String column(String sort) {
    return switch (sort) {
      case "name" -> "i.name";
      case "duration" -> "coalesce(i.duration_ms, 0)";
      case "noise" -> "coalesce(i.signal_to_noise, 0)";
      default -> "i.severity";
    };
  }

  /** What the filter of the grid means; nothing for anything else. */
  private static String where(String severity) {
    return switch (severity) {
      case "error" -> "and i.severity = 0";
      case "warning" -> "and i.severity = 1";
      case "clean" -> "and i.severity = 2";
      case "out" -> "and i.severity = 3";
      default -> "";
    };
  }

  public GridPage<Row> page(DatasetKey dataset, GridQuery query) {
    String where = where(query.filter("severity"));
    long total =
        dataset
            .in(
                jdbc,
                """
                select count(*)
                from dataset_item i
                where i.dataset_id = :owned and i.severity <> 4 %s
                """
                    .formatted(where))
            .query(Long.class)
            .single();
    GridQuery valid = query.within(total);
    String order = valid.descending() ? "desc" : "asc";
    List<Row> rows =
        dataset
            .in(
                jdbc,
                """
                select %s, i.error_count, i.warning_count
                from dataset_item i
                where i.dataset_id = :owned and i.severity <> 4 %s
                order by %s %s, i.number %s
                limit :size offset :offset
                """
                    .formatted(ItemColumns.ALL, where, column(valid.sort()), order, order))
            .param("size", valid.size())
            .param("offset", valid.offset())
            .query(
                (row, number) ->
                    new Row(
                        ItemColumns.item(row),
                        row.getInt("error_count"),
                        row.getInt("warning_count")))
            .list();
    return new GridPage<>(rows, total, valid);
  }

  public Summary summary(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            with blocked as (
              select distinct pair_key
              from dataset_item
              where dataset_id = :owned and severity = 0 and pair_key is not null
            )
            select count(*) as files,
                   count(case when i.severity = 0 then 1 end) as blocked,
                   coalesce(sum(case when i.severity in (1, 2) and b.pair_key is null
                                     then i.duration_ms end), 0) as usable_ms,
                   coalesce(sum(case when i.severity <> 3
                                      and (i.severity = 0 or b.pair_key is not null)
                                     then i.duration_ms end), 0) as blocked_ms,
                   coalesce(min(case when i.sample_rate < 16000 then i.sample_rate end), 0)
                     as narrow_hz
            from dataset_item i
            left join blocked b on b.pair_key = i.pair_key
            where i.dataset_id = :owned and i.severity <> 4
            """)
        .query(
            (row, number) ->
                new Summary(
                    row.getInt("files"),
                    row.getInt("blocked"),
                    row.getLong("usable_ms"),
                    row.getLong("blocked_ms"),
                    row.getInt("narrow_hz")))
        .single();
  }

  /**
   * Milliseconds of audio that can be used as soon as the errors of a rule are mended, by rule:
   * recordings with such an error, or whose transcript has one, and no other.
   */
  public Map<String, Long> won(DatasetKey dataset) {
    Map<String, Long> won = new HashMap<>();
    dataset
        .in(
            jdbc,
            """
            with wrong as (
              select distinct i.pair_key, f.rule
              from dataset_finding f
              join dataset_item i on i.dataset_id = f.dataset_id and i.name = f.file_name
              where f.dataset_id = :owned and f.severity = 'ERROR' and not i.left_out
                and i.pair_key is not null
            ), single as (
              select pair_key, min(rule) as rule
              from wrong
              group by pair_key
              having count(*) = 1
            )
            select s.rule, sum(a.duration_ms) as won_ms
            from single s
            join dataset_item a on a.dataset_id = :owned and a.pair_key = s.pair_key
            where a.duration_ms is not null and not a.left_out
            group by s.rule
            """)
        .query(
            row -> {
              won.put(row.getString("rule"), row.getLong("won_ms"));
            });
    return won;
  }

  /** Every file, for the exports. */
  public List<Row> all(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select %s, i.error_count, i.warning_count
            from dataset_item i
            where i.dataset_id = :owned and i.severity <> 4
            order by i.number
            """
                .formatted(ItemColumns.ALL))
        .query(
            (row, number) ->
                new Row(
                    ItemColumns.item(row), row.getInt("error_count"), row.getInt("warning_count")))
        .list();
  }

  /** Names of texts, the largest first: most clips are written in few of them. */
  public List<String> texts(DatasetKey dataset, int most) {
    return dataset
        .in(
            jdbc,
            """
            select name
            from dataset_item
            where dataset_id = :owned and kind = 'TEXT' and not left_out
            order by size_bytes desc, number
            limit :most
            """)
        .param("most", most)
        .query(String.class)
        .list();
  }

  public boolean has(DatasetKey dataset, String name) {
    return dataset
            .in(
                jdbc,
                "select count(*) from dataset_item where dataset_id = :owned and name = :name")
            .param("name", name)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** A file is another one now: what is known of it no longer holds. Null: all of them are. */
  public void forget(DatasetKey dataset, @Nullable String name) {
    dataset
        .in(
            jdbc,
            """
            update dataset_item
            set duration_ms = null
            where dataset_id = :owned and (cast(:name as varchar) is null or name = :name)
            """)
        .param("name", name)
        .update();
  }
}

package io.diction.dataset.file;

import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.storage.Blob;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All files of datasets, with what was measured in them, for the report. */
@Repository
public class ItemRows {
  private static final String COLUMNS =
      """
      i.name, i.kind, i.size_bytes, i.duration_ms, i.sample_rate, i.channels, i.clipped,
      i.signal_to_noise, i.silence, i.left_out
      """;

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

  /** A recording that was decoded before, and what was found in it. */
  public record Known(FileRows.StoredFile file, Heard heard, List<Finding> findings) {
    public Known {
      findings = List.copyOf(findings);
    }
  }

  /** After {@link FindingRows#replace}, which counts what was found in them. */
  public void replace(UUID dataset, List<Item> items) {
    jdbc.sql("delete from dataset_item where dataset_id = :dataset")
        .param("dataset", dataset)
        .update();
    MapSqlParameterSource[] rows = new MapSqlParameterSource[items.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = parameters(dataset, i + 1, items.get(i));
    }
    batches.batchUpdate(
        """
        insert into dataset_item (dataset_id, number, name, kind, size_bytes, duration_ms,
                                  sample_rate, channels, clipped, signal_to_noise, silence,
                                  left_out, error_count, warning_count, severity)
        values (:dataset, :number, :name, :kind, :size, :duration, :rate, :channels, :clipped,
                :noise, :silence, :leftOut, 0, 0, 2)
        """,
        rows);
    findings.countByFile(dataset);
  }

  private static MapSqlParameterSource parameters(UUID dataset, int number, Item item) {
    Heard heard = item.heard();
    return new MapSqlParameterSource("dataset", dataset)
        .addValue("number", number)
        .addValue("name", item.name())
        .addValue("kind", item.kind().name())
        .addValue("size", item.sizeBytes())
        .addValue("leftOut", item.isLeftOut())
        .addValue("duration", heard == null ? null : heard.durationMs())
        .addValue("rate", heard == null ? null : heard.sampleRateHz())
        .addValue("channels", heard == null ? null : heard.channels())
        .addValue("clipped", heard == null ? null : finite(heard.clipped()))
        .addValue("noise", heard == null ? null : finite(heard.signalToNoiseDb()))
        .addValue("silence", heard == null ? null : finite(heard.silence()));
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
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

  public GridPage<Row> page(UUID dataset, GridQuery query) {
    String where = where(query.filter("severity"));
    long total =
        jdbc.sql(
                "select count(*) from dataset_item i where i.dataset_id = :dataset %s"
                    .formatted(where))
            .param("dataset", dataset)
            .query(Long.class)
            .single();
    GridQuery valid = query.within(total);
    String order = valid.descending() ? "desc" : "asc";
    List<Row> rows =
        jdbc.sql(
                """
                select %s, i.error_count, i.warning_count
                from dataset_item i
                where i.dataset_id = :dataset %s
                order by %s %s, i.number %s
                limit :size offset :offset
                """
                    .formatted(COLUMNS, where, column(valid.sort()), order, order))
            .param("dataset", dataset)
            .param("size", valid.size())
            .param("offset", valid.offset())
            .query(
                (row, number) ->
                    new Row(item(row), row.getInt("error_count"), row.getInt("warning_count")))
            .list();
    return new GridPage<>(rows, total, valid);
  }

  public Summary summary(UUID dataset) {
    return jdbc.sql(
            """
            select count(*) as files,
                   count(case when severity = 0 then 1 end) as blocked,
                   coalesce(sum(case when severity in (1, 2) then duration_ms end), 0) as usable_ms,
                   coalesce(sum(case when severity = 0 then duration_ms end), 0) as blocked_ms,
                   coalesce(min(case when sample_rate < 16000 then sample_rate end), 0) as narrow_hz
            from dataset_item
            where dataset_id = :dataset
            """)
        .param("dataset", dataset)
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

  public boolean has(UUID dataset, String name) {
    return jdbc.sql(
                "select count(*) from dataset_item where dataset_id = :dataset and name = :name")
            .param("dataset", dataset)
            .param("name", name)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Recordings that need not be decoded again, by name. */
  public Map<String, Known> known(UUID dataset) {
    Map<String, List<Finding>> found = findings.ofRecordings(dataset);
    Map<String, Known> known = new HashMap<>();
    jdbc.sql(
            """
            select %s, f.number, f.sha256, f.size_bytes as stored_bytes
            from dataset_item i
            join dataset_file f on f.dataset_id = i.dataset_id and f.name = i.name and f.number > 0
            where i.dataset_id = :dataset and i.duration_ms is not null
            """
                .formatted(COLUMNS))
        .param("dataset", dataset)
        .query(
            row -> {
              Item item = item(row);
              Heard heard = item.heard();
              if (heard != null) {
                known.put(
                    item.name(),
                    new Known(
                        new FileRows.StoredFile(
                            row.getInt("number"),
                            item.name(),
                            new Blob(row.getString("sha256"), row.getLong("stored_bytes")),
                            heard.durationMs()),
                        heard,
                        found.getOrDefault(item.name(), List.of())));
              }
            });
    return known;
  }

  /** A file is another one now: what is known of it no longer holds. Null: all of them are. */
  public void forget(UUID dataset, @Nullable String name) {
    jdbc.sql(
            """
            update dataset_item
            set duration_ms = null
            where dataset_id = :dataset and (cast(:name as varchar) is null or name = :name)
            """)
        .param("dataset", dataset)
        .param("name", name)
        .update();
  }

  private static Item item(ResultSet row) throws SQLException {
    Long duration = row.getObject("duration_ms", Long.class);
    Heard heard =
        duration == null
            ? null
            : new Heard(
                duration,
                row.getInt("sample_rate"),
                row.getInt("channels"),
                row.getDouble("clipped"),
                row.getDouble("signal_to_noise"),
                row.getDouble("silence"));
    return new Item(
        row.getString("name"),
        Kind.valueOf(row.getString("kind")),
        row.getLong("size_bytes"),
        heard,
        row.getBoolean("left_out"));
  }
}

package io.diction.dataset.file;

import io.diction.dataset.file.Item.Coding;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Identity;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.file.Item.Sound;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.speech.audio.AudioPrint;
import io.diction.speech.corpus.TextShape;
import io.diction.speech.corpus.TextShape.LineEnding;
import io.diction.storage.Blob;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
      i.name, i.kind, i.size_bytes, i.duration_ms, i.container, i.codec, i.sample_rate, i.channels,
      i.bits, i.effective_bits, i.bandwidth_hz, i.loudness, i.peak, i.clipped, i.signal_to_noise,
      i.silence, i.speech, i.samples_sha256, i.encoding, i.marked, i.line_ending, i.left_out
      """;

  private static final List<String> HEARD =
      List.of(
          "duration",
          "container",
          "codec",
          "rate",
          "channels",
          "bits",
          "effectiveBits",
          "bandwidth",
          "loudness",
          "peak",
          "clipped",
          "noise",
          "silence",
          "speech",
          "samples",
          "print");

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
                                  container, codec, sample_rate, channels, bits, effective_bits,
                                  bandwidth_hz, loudness, peak, clipped, signal_to_noise, silence,
                                  speech, samples_sha256, print, encoding, marked, line_ending,
                                  pair_key, left_out, error_count, warning_count, severity)
        values (:dataset, :number, :name, :kind, :size, :duration, :container, :codec, :rate,
                :channels, :bits, :effectiveBits, :bandwidth, :loudness, :peak, :clipped, :noise,
                :silence, :speech, :samples, :print, :encoding, :marked, :lineEnding, :pair,
                :leftOut, 0, 0, 2)
        """,
        rows);
    findings.countByFile(dataset);
  }

  private static MapSqlParameterSource parameters(UUID dataset, int number, Item item) {
    MapSqlParameterSource row =
        new MapSqlParameterSource("dataset", dataset)
            .addValue("number", number)
            .addValue("name", item.name())
            .addValue("pair", pairKey(item.name()))
            .addValue("kind", item.kind().name())
            .addValue("size", item.sizeBytes())
            .addValue("leftOut", item.isLeftOut());
    TextShape shape = item.shape();
    row.addValue("encoding", shape == null ? null : shape.encoding())
        .addValue("marked", shape == null ? null : shape.isMarked())
        .addValue("lineEnding", shape == null ? null : shape.lineEnding().name());
    Heard heard = item.heard();
    return heard == null ? unheard(row) : heard(row, heard);
  }

  /** What a recording and its transcript have in common: folder and name without the ending. */
  private static String pairKey(String name) {
    int dot = name.lastIndexOf('.');
    return (dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name)
        .toLowerCase(Locale.ROOT);
  }

  private static MapSqlParameterSource unheard(MapSqlParameterSource row) {
    for (String column : HEARD) {
      row.addValue(column, null);
    }
    return row;
  }

  private static MapSqlParameterSource heard(MapSqlParameterSource row, Heard heard) {
    Coding coding = heard.coding();
    Sound sound = heard.sound();
    AudioPrint print = heard.identity().print();
    return row.addValue("duration", heard.durationMs())
        .addValue("container", coding.container())
        .addValue("codec", coding.codec())
        .addValue("rate", coding.sampleRateHz())
        .addValue("channels", coding.channels())
        .addValue("bits", coding.bits())
        .addValue("effectiveBits", coding.effectiveBits())
        .addValue("bandwidth", sound.bandwidthHz())
        .addValue("loudness", sound.loudnessLufs())
        .addValue("peak", finite(sound.peak()))
        .addValue("clipped", finite(sound.clipped()))
        .addValue("noise", finite(sound.signalToNoiseDb()))
        .addValue("silence", finite(sound.silence()))
        .addValue("speech", finite(sound.speech()))
        .addValue("samples", heard.identity().samples())
        .addValue("print", print == null ? null : print.toBytes(), Types.VARBINARY);
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
            with blocked as (
              select distinct pair_key
              from dataset_item
              where dataset_id = :dataset and severity = 0 and pair_key is not null
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
            where i.dataset_id = :dataset
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

  /**
   * Milliseconds of audio that can be used as soon as the errors of a rule are mended, by rule:
   * recordings with such an error, or whose transcript has one, and no other.
   */
  public Map<String, Long> won(UUID dataset) {
    Map<String, Long> won = new HashMap<>();
    jdbc.sql(
            """
            with wrong as (
              select distinct i.pair_key, f.rule
              from dataset_finding f
              join dataset_item i on i.dataset_id = f.dataset_id and i.name = f.file_name
              where f.dataset_id = :dataset and f.severity = 'ERROR' and not i.left_out
                and i.pair_key is not null
            ), single as (
              select pair_key, min(rule) as rule
              from wrong
              group by pair_key
              having count(*) = 1
            )
            select s.rule, sum(a.duration_ms) as won_ms
            from single s
            join dataset_item a on a.dataset_id = :dataset and a.pair_key = s.pair_key
            where a.duration_ms is not null and not a.left_out
            group by s.rule
            """)
        .param("dataset", dataset)
        .query(
            row -> {
              won.put(row.getString("rule"), row.getLong("won_ms"));
            });
    return won;
  }

  /** Every file, for the exports. */
  public List<Row> all(UUID dataset) {
    return jdbc.sql(
            """
            select %s, i.error_count, i.warning_count
            from dataset_item i
            where i.dataset_id = :dataset
            order by i.number
            """
                .formatted(COLUMNS))
        .param("dataset", dataset)
        .query(
            (row, number) ->
                new Row(item(row), row.getInt("error_count"), row.getInt("warning_count")))
        .list();
  }

  /** Names of texts, the largest first: most clips are written in few of them. */
  public List<String> texts(UUID dataset, int most) {
    return jdbc.sql(
            """
            select name
            from dataset_item
            where dataset_id = :dataset and kind = 'TEXT' and not left_out
            order by size_bytes desc, number
            limit :most
            """)
        .param("dataset", dataset)
        .param("most", most)
        .query(String.class)
        .list();
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
            select %s, i.print, f.number, f.sha256, f.size_bytes as stored_bytes
            from dataset_item i
            join dataset_file f on f.dataset_id = i.dataset_id and f.name = i.name and f.number > 0
            where i.dataset_id = :dataset and i.duration_ms is not null and i.print is not null
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
                        withPrint(heard, row.getBytes("print")),
                        found.getOrDefault(item.name(), List.of())));
              }
            });
    return known;
  }

  private static Heard withPrint(Heard heard, byte[] print) {
    return new Heard(
        heard.durationMs(),
        heard.coding(),
        heard.sound(),
        new Identity(heard.identity().samples(), AudioPrint.of(print)));
  }

  /** A recording that another may be a copy of. */
  public record Recording(String dataset, String file, Heard heard) {}

  /**
   * Recordings of the other datasets of the same models, but for those that this one's manifest
   * names itself, which were sent with it under the same name.
   */
  public List<Recording> elsewhere(UUID dataset) {
    return jdbc.sql(
            """
            select %s, i.print, d.name as dataset_name
            from dataset own
            join dataset d on d.organization_id = own.organization_id and d.id <> own.id
            join dataset_item i on i.dataset_id = d.id
            where own.id = :dataset
              and d.status in ('NEEDS_REVIEW', 'READY')
              and exists (select 1 from model_dataset m
                          join model_dataset o on o.model_id = m.model_id
                          where m.dataset_id = own.id and o.dataset_id = d.id)
              and i.print is not null and i.duration_ms is not null and not i.left_out
              and not (d.upload_id = own.upload_id
                       and exists (select 1 from dataset_file f
                                   where f.dataset_id in (own.id, d.id) and f.number > 0
                                     and f.name in (own.name, d.name)))
            order by d.created_at, d.id, i.number
            """
                .formatted(COLUMNS))
        .param("dataset", dataset)
        .query(
            (row, number) ->
                new Recording(
                    row.getString("dataset_name"),
                    row.getString("name"),
                    withPrint(Objects.requireNonNull(heard(row)), row.getBytes("print"))))
        .list();
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
    String encoding = row.getString("encoding");
    return new Item(
        row.getString("name"),
        Kind.valueOf(row.getString("kind")),
        row.getLong("size_bytes"),
        heard(row),
        encoding == null
            ? null
            : new TextShape(
                encoding,
                row.getBoolean("marked"),
                LineEnding.valueOf(row.getString("line_ending"))),
        row.getBoolean("left_out"));
  }

  /** Fingerprints are read only where they are compared. */
  private static @Nullable Heard heard(ResultSet row) throws SQLException {
    Long duration = row.getObject("duration_ms", Long.class);
    if (duration == null) {
      return null;
    }
    return new Heard(
        duration,
        new Coding(
            text(row, "container"),
            text(row, "codec"),
            row.getInt("sample_rate"),
            row.getInt("channels"),
            row.getInt("bits"),
            row.getInt("effective_bits")),
        new Sound(
            row.getInt("bandwidth_hz"),
            row.getObject("loudness", Double.class),
            row.getDouble("peak"),
            row.getDouble("clipped"),
            row.getDouble("signal_to_noise"),
            row.getDouble("silence"),
            row.getDouble("speech")),
        new Identity(text(row, "samples_sha256"), null));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }
}

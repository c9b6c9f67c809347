package io.diction.dataset.file;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.identity.OrganizationId;
import io.diction.speech.audio.AudioPrint;
import io.diction.storage.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which recordings of a dataset are checked already, while its validation runs: whoever goes on
 * after a crash goes on there. Rows of severity 4 wait for their check.
 */
@Repository
public class CheckedRows {
  private static final int AT_ONCE = 500;

  private static final String OTHERS =
      """
      from dataset own
      join dataset d on d.organization_id = own.organization_id and d.id <> own.id
      """;

  private static final String OF_SAME_MODELS =
      """
      d.status in ('NEEDS_REVIEW', 'READY')
      and exists (select 1 from model_dataset m
                  join model_dataset o on o.model_id = m.model_id
                  where m.dataset_id = own.id and o.dataset_id = d.id)
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final FindingRows findings;

  CheckedRows(JdbcClient jdbc, NamedParameterJdbcOperations batches, FindingRows findings) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.findings = findings;
  }

  /**
   * A recording that was checked.
   *
   * @param blob where its bytes are; null where it is of no use, or is the dataset itself
   */
  public record Known(Item item, @Nullable Blob blob, List<Finding> findings) {
    public Known {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Recordings that need not be decoded again, by name: those that are known to be good, and those
   * that this job found to be of no use.
   */
  public Map<String, Known> known(DatasetKey dataset, UUID job) {
    Map<String, List<Finding>> found = findings.ofRecordings(dataset);
    Map<String, Known> known = new HashMap<>();
    dataset
        .in(
            jdbc,
            """
            select %s, i.print, f.sha256, f.size_bytes as stored_bytes
            from dataset_item i
            left join dataset_file f
              on f.dataset_id = i.dataset_id and f.name = i.name and f.number > 0
            where i.dataset_id = :owned
              and (i.checked_by = :job
                   or i.duration_ms is not null and i.print is not null and f.sha256 is not null)
            """
                .formatted(ItemColumns.ALL))
        .param("job", job)
        .query(
            row -> {
              Item item = ItemColumns.item(row);
              String sha256 = row.getString("sha256");
              Item whole =
                  item.heard() == null
                      ? item
                      : new Item(
                          item.name(),
                          item.kind(),
                          item.sizeBytes(),
                          ItemColumns.heardWithPrint(row),
                          item.shape(),
                          item.isLeftOut());
              known.put(
                  item.name(),
                  new Known(
                      whole,
                      sha256 == null ? null : new Blob(sha256, row.getLong("stored_bytes")),
                      found.getOrDefault(item.name(), List.of())));
            });
    return known;
  }

  /**
   * A recording that another may be a copy of.
   *
   * @param samples SHA-256 of its decoded samples; empty where an earlier version did not keep it
   */
  public record Recording(
      String dataset, String file, long durationMs, String samples, AudioPrint print) {}

  /**
   * Tells of recordings of the other datasets of the same models, but for those that this one's
   * manifest names itself, which were sent with it under the same name. In a transaction, so that
   * they need not be in memory all at once.
   */
  public void elsewhere(DatasetKey dataset, Consumer<Recording> each) {
    dataset
        .in(
            jdbc,
            """
            select d.name as dataset_name, i.name, i.duration_ms, i.samples_sha256, i.print
            %s
            join dataset_item i on i.dataset_id = d.id
            where own.id = :owned and %s
              and i.print is not null and i.duration_ms is not null and not i.left_out
              and not (d.upload_id = own.upload_id
                       and exists (select 1 from dataset_file f
                                   where f.dataset_id in (own.id, d.id) and f.number > 0
                                     and f.name in (own.name, d.name)))
            order by d.created_at, d.id, i.number
            """
                .formatted(OTHERS, OF_SAME_MODELS))
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              tell(row, each);
            });
  }

  /** The same of a model that a dataset may come to. In a transaction. */
  public void ofModel(OrganizationId organization, UUID model, Consumer<Recording> each) {
    jdbc.sql(
            """
            select d.name as dataset_name, i.name, i.duration_ms, i.samples_sha256, i.print
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join dataset_item i on i.dataset_id = d.id
            where m.model_id = :model and d.organization_id = :organization
              and d.status in ('NEEDS_REVIEW', 'READY')
              and i.print is not null and i.duration_ms is not null and not i.left_out
            order by d.created_at, d.id, i.number
            """)
        .param("model", model)
        .param("organization", organization.value())
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              tell(row, each);
            });
  }

  private static void tell(ResultSet row, Consumer<Recording> each) throws SQLException {
    String samples = row.getString("samples_sha256");
    each.accept(
        new Recording(
            row.getString("dataset_name"),
            row.getString("name"),
            row.getLong("duration_ms"),
            samples == null ? "" : samples,
            AudioPrint.of(row.getBytes("print"))));
  }

  /** Whether another dataset of the same models was validated since. */
  public boolean isMoreElsewhere(DatasetKey dataset, OffsetDateTime since) {
    return dataset
        .in(
            jdbc,
            """
            select 1
            %s
            where own.id = :owned and %s
              and d.ended_at >= :since
            limit 1
            """
                .formatted(OTHERS, OF_SAME_MODELS))
        .param("since", since)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** How often a check of recordings began and did not end, where it did. */
  public Map<String, Integer> attempts(DatasetKey dataset) {
    Map<String, Integer> attempts = new HashMap<>();
    dataset
        .in(
            jdbc,
            "select name, attempts from dataset_item where dataset_id = :owned and attempts > 0")
        .query(
            row -> {
              attempts.put(row.getString("name"), row.getInt("attempts"));
            });
    return attempts;
  }

  /** Makes rows for recordings that have none, each with its size. */
  public void plan(DatasetKey dataset, Map<String, Long> recordings) {
    Set<String> there =
        new HashSet<>(
            dataset
                .in(jdbc, "select name from dataset_item where dataset_id = :owned")
                .query(String.class)
                .list());
    int number =
        dataset
            .in(jdbc, "select coalesce(max(number), 0) from dataset_item where dataset_id = :owned")
            .query(Integer.class)
            .single();
    MapSqlParameterSource[] rows = new MapSqlParameterSource[recordings.size()];
    int count = 0;
    for (Map.Entry<String, Long> recording : recordings.entrySet()) {
      if (there.add(recording.getKey())) {
        Item item =
            new Item(recording.getKey(), Kind.AUDIO, recording.getValue(), null, null, false);
        rows[count++] = ItemColumns.parameters(dataset, ++number, item).addValue("severity", 4);
      }
    }
    batches.batchUpdate(ItemColumns.INSERT, Arrays.copyOf(rows, count));
  }

  /** Their checks begin now: whatever they end is counted. */
  public void begin(DatasetKey dataset, Collection<String> names) {
    attempted(dataset, names, 1);
  }

  /** Their checks were stopped, which is not their fault. */
  public void stopped(DatasetKey dataset, Collection<String> names) {
    attempted(dataset, names, -1);
  }

  private void attempted(DatasetKey dataset, Collection<String> names, int more) {
    if (!names.isEmpty()) {
      dataset
          .in(
              jdbc,
              """
              update dataset_item
              set attempts = attempts + :more
              where dataset_id = :owned and name in (:names)
              """)
          .param("more", more)
          .param("names", names)
          .update();
    }
  }

  /** Keeps what was found out about recordings. */
  public void end(DatasetKey dataset, UUID job, List<Known> checked) {
    MapSqlParameterSource[] rows = new MapSqlParameterSource[checked.size()];
    for (int i = 0; i < rows.length; i++) {
      Known known = checked.get(i);
      int errors = (int) known.findings().stream().filter(Finding::error).count();
      int warnings = known.findings().size() - errors;
      rows[i] =
          ItemColumns.parameters(dataset, 0, known.item())
              .addValue("job", job)
              .addValue("errors", errors)
              .addValue("warnings", warnings)
              .addValue("severity", errors > 0 ? 0 : warnings > 0 ? 1 : 2);
    }
    batches.batchUpdate(ItemColumns.UPDATE, rows);
    findings.replaceOfRecordings(
        dataset,
        checked.stream().map(known -> known.item().name()).toList(),
        checked.stream().flatMap(known -> known.findings().stream()).toList());
  }
}

package io.diction.dataset.split;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.file.Purpose;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How datasets are split, and the sides of their clips. */
@Repository
class SplitRows {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  SplitRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  Optional<Split> find(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select method, share, seed, bar
            from dataset_split
            where dataset_id = :owned
            """)
        .query(
            (row, number) ->
                new Split(
                    Split.Method.valueOf(row.getString("method")),
                    row.getInt("share"),
                    row.getLong("seed"),
                    row.getLong("bar")))
        .optional();
  }

  Optional<OffsetDateTime> findTime(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select made_at from dataset_split where dataset_id = :owned")
        .query((row, number) -> row.getObject("made_at", OffsetDateTime.class))
        .optional();
  }

  void replace(DatasetKey dataset, Split split, OffsetDateTime at, String by) {
    remove(dataset);
    dataset
        .in(
            jdbc,
            """
            insert into dataset_split (dataset_id, method, share, seed, bar, made_at, made_by)
            values (:owned, :method, :share, :seed, :bar, :at, :by)
            """)
        .param("method", split.method().name())
        .param("share", split.share())
        .param("seed", split.seed())
        .param("bar", split.bar())
        .param("at", at)
        .param("by", by)
        .update();
  }

  void remove(DatasetKey dataset) {
    dataset.in(jdbc, "delete from dataset_split where dataset_id = :owned").update();
  }

  /** Clips that its owner brought as tests, by number. */
  Set<Integer> givenTests(DatasetKey dataset) {
    return new HashSet<>(
        dataset
            .in(
                jdbc,
                """
                select number
                from dataset_clip
                where dataset_id = :owned and coalesce(given, purpose) = 'TEST'
                """)
            .query(Integer.class)
            .list());
  }

  /** Puts clips on their sides; what they were for at first is remembered. */
  void purposes(DatasetKey dataset, Map<Integer, Purpose> purposes) {
    batches.batchUpdate(
        DatasetKey.owned(
            """
        update dataset_clip
        set given = coalesce(given, purpose), purpose = :purpose
        where dataset_id = :owned and number = :number
        """),
        purposes.entrySet().stream()
            .map(
                entry ->
                    dataset
                        .parameters()
                        .addValue("number", entry.getKey())
                        .addValue("purpose", entry.getValue().name()))
            .toArray(MapSqlParameterSource[]::new));
  }
}

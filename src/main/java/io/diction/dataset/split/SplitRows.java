package io.diction.dataset.split;

import io.diction.dataset.file.Purpose;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

  Optional<Split> find(UUID dataset) {
    return jdbc.sql(
            """
            select method, share, seed, bar
            from dataset_split
            where dataset_id = :dataset
            """)
        .param("dataset", dataset)
        .query(
            (row, number) ->
                new Split(
                    Split.Method.valueOf(row.getString("method")),
                    row.getInt("share"),
                    row.getLong("seed"),
                    row.getLong("bar")))
        .optional();
  }

  Optional<OffsetDateTime> findTime(UUID dataset) {
    return jdbc.sql("select made_at from dataset_split where dataset_id = :dataset")
        .param("dataset", dataset)
        .query((row, number) -> row.getObject("made_at", OffsetDateTime.class))
        .optional();
  }

  void replace(UUID dataset, Split split, OffsetDateTime at, String by) {
    remove(dataset);
    jdbc.sql(
            """
            insert into dataset_split (dataset_id, method, share, seed, bar, made_at, made_by)
            values (:dataset, :method, :share, :seed, :bar, :at, :by)
            """)
        .param("dataset", dataset)
        .param("method", split.method().name())
        .param("share", split.share())
        .param("seed", split.seed())
        .param("bar", split.bar())
        .param("at", at)
        .param("by", by)
        .update();
  }

  void remove(UUID dataset) {
    jdbc.sql("delete from dataset_split where dataset_id = :dataset")
        .param("dataset", dataset)
        .update();
  }

  /** Clips that its owner brought as tests, by number. */
  Set<Integer> givenTests(UUID dataset) {
    return new HashSet<>(
        jdbc.sql(
                """
                select number
                from dataset_clip
                where dataset_id = :dataset and coalesce(given, purpose) = 'TEST'
                """)
            .param("dataset", dataset)
            .query(Integer.class)
            .list());
  }

  /** Puts clips on their sides; what they were for at first is remembered. */
  void purposes(UUID dataset, Map<Integer, Purpose> purposes) {
    batches.batchUpdate(
        """
        update dataset_clip
        set given = coalesce(given, purpose), purpose = :purpose
        where dataset_id = :dataset and number = :number
        """,
        purposes.entrySet().stream()
            .map(
                entry ->
                    new MapSqlParameterSource("dataset", dataset)
                        .addValue("number", entry.getKey())
                        .addValue("purpose", entry.getValue().name()))
            .toArray(MapSqlParameterSource[]::new));
  }
}

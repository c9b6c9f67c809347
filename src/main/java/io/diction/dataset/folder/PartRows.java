package io.diction.dataset.folder;

import io.diction.storage.Blob;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of the files of folders. */
@Repository
class PartRows {
  private static final int BATCH = 1_000;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  PartRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  void add(UUID dataset, String whole, List<Part> parts) {
    for (int from = 0; from < parts.size(); from += BATCH) {
      int count = Math.min(BATCH, parts.size() - from);
      MapSqlParameterSource[] rows = new MapSqlParameterSource[count];
      for (int i = 0; i < count; i++) {
        Part part = parts.get(from + i);
        rows[i] =
            new MapSqlParameterSource("dataset", dataset)
                .addValue("number", from + i + 1)
                .addValue("path", part.path())
                .addValue("sha256", part.blob().sha256())
                .addValue("size", part.blob().sizeBytes());
      }
      batches.batchUpdate(
          """
          insert into dataset_part (dataset_id, number, path, sha256, size_bytes)
          values (:dataset, :number, :path, :sha256, :size)
          """,
          rows);
    }
    partsOf(dataset, whole);
  }

  /** Of the content that the dataset has now; none where that is one file. */
  List<Part> list(UUID dataset) {
    return jdbc.sql(
            """
            select p.path, p.sha256, p.size_bytes
            from dataset d join dataset_part p on p.dataset_id = d.id
            where d.id = :dataset and d.parts_of = d.sha256
            order by p.number
            """)
        .param("dataset", dataset)
        .query(
            (row, number) ->
                new Part(
                    row.getString("path"),
                    new Blob(row.getString("sha256"), row.getLong("size_bytes"))))
        .list();
  }

  Optional<Part> find(UUID dataset, String path) {
    return jdbc.sql(
            """
            select p.path, p.sha256, p.size_bytes
            from dataset d join dataset_part p on p.dataset_id = d.id
            where d.id = :dataset and d.parts_of = d.sha256 and p.path = :path
            """)
        .param("dataset", dataset)
        .param("path", path)
        .query(
            (row, number) ->
                new Part(
                    row.getString("path"),
                    new Blob(row.getString("sha256"), row.getLong("size_bytes"))))
        .optional();
  }

  boolean isFolder(UUID dataset) {
    return jdbc.sql("select 1 from dataset where id = :dataset and parts_of = sha256")
        .param("dataset", dataset)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** What they were together when they came, whatever the dataset's content is now. */
  Optional<Blob> whole(UUID dataset) {
    return jdbc.sql(
            """
            select d.parts_of, coalesce(sum(p.size_bytes), 0) as size_bytes
            from dataset d left join dataset_part p on p.dataset_id = d.id
            where d.id = :dataset and d.parts_of is not null
            group by d.parts_of
            """)
        .param("dataset", dataset)
        .query((row, number) -> new Blob(row.getString("parts_of"), row.getLong("size_bytes")))
        .optional();
  }

  /** A hash for each file, in the order in which bytes are counted. */
  List<String> hashes(UUID dataset) {
    return jdbc.sql("select sha256 from dataset_part where dataset_id = :dataset order by sha256")
        .param("dataset", dataset)
        .query(String.class)
        .list();
  }

  void remove(UUID dataset) {
    jdbc.sql("delete from dataset_part where dataset_id = :dataset")
        .param("dataset", dataset)
        .update();
    partsOf(dataset, null);
  }

  private void partsOf(UUID dataset, @Nullable String whole) {
    jdbc.sql("update dataset set parts_of = :whole where id = :dataset")
        .param("whole", whole)
        .param("dataset", dataset)
        .update();
  }
}

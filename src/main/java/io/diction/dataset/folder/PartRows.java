package io.diction.dataset.folder;

import io.diction.dataset.DatasetKey;
import io.diction.storage.Blob;
import java.util.List;
import java.util.Optional;
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

  void add(DatasetKey dataset, String whole, List<Part> parts) {
    for (int from = 0; from < parts.size(); from += BATCH) {
      int count = Math.min(BATCH, parts.size() - from);
      MapSqlParameterSource[] rows = new MapSqlParameterSource[count];
      for (int i = 0; i < count; i++) {
        Part part = parts.get(from + i);
        rows[i] =
            dataset
                .parameters()
                .addValue("number", from + i + 1)
                .addValue("path", part.path())
                .addValue("sha256", part.blob().sha256())
                .addValue("size", part.blob().sizeBytes());
      }
      batches.batchUpdate(
          DatasetKey.owned(
              """
          insert into dataset_part (dataset_id, number, path, sha256, size_bytes)
          values (:owned, :number, :path, :sha256, :size)
          """),
          rows);
    }
    partsOf(dataset, whole);
  }

  /** Of the content that the dataset has now; none where that is one file. */
  List<Part> list(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select p.path, p.sha256, p.size_bytes
            from dataset d join dataset_part p on p.dataset_id = d.id
            where d.id = :owned and d.parts_of = d.sha256
            order by p.number
            """)
        .query(
            (row, number) ->
                new Part(
                    row.getString("path"),
                    new Blob(row.getString("sha256"), row.getLong("size_bytes"))))
        .list();
  }

  Optional<Part> find(DatasetKey dataset, String path) {
    return dataset
        .in(
            jdbc,
            """
            select p.path, p.sha256, p.size_bytes
            from dataset d join dataset_part p on p.dataset_id = d.id
            where d.id = :owned and d.parts_of = d.sha256 and p.path = :path
            """)
        .param("path", path)
        .query(
            (row, number) ->
                new Part(
                    row.getString("path"),
                    new Blob(row.getString("sha256"), row.getLong("size_bytes"))))
        .optional();
  }

  boolean isFolder(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select 1 from dataset where id = :owned and parts_of = sha256")
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** What they were together when they came, whatever the dataset's content is now. */
  Optional<Blob> whole(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select d.parts_of, coalesce(sum(p.size_bytes), 0) as size_bytes
            from dataset d left join dataset_part p on p.dataset_id = d.id
            where d.id = :owned and d.parts_of is not null
            group by d.parts_of
            """)
        .query((row, number) -> new Blob(row.getString("parts_of"), row.getLong("size_bytes")))
        .optional();
  }

  /** A hash for each file, in the order in which bytes are counted. */
  List<String> hashes(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select sha256 from dataset_part where dataset_id = :owned order by sha256")
        .query(String.class)
        .list();
  }

  void remove(DatasetKey dataset) {
    dataset.in(jdbc, "delete from dataset_part where dataset_id = :owned").update();
    partsOf(dataset, null);
  }

  private void partsOf(DatasetKey dataset, @Nullable String whole) {
    dataset
        .in(jdbc, "update dataset set parts_of = :whole where id = :owned")
        .param("whole", whole)
        .update();
  }
}

package io.diction.dataset.change;

import io.diction.dataset.DatasetKey;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of changes to files of datasets. */
@Repository
public class ChangeRows {
  private final JdbcClient jdbc;

  public ChangeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the order in which they were made. */
  public List<Change> list(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select number, deed, kind, file_name, line, sha256, size_bytes, left_out, confirmed,
                   made_at, made_by
            from dataset_change
            where dataset_id = :owned
            order by number
            """)
        .query(
            (row, number) ->
                new Change(
                    row.getInt("number"),
                    row.getObject("deed", UUID.class),
                    Change.Kind.valueOf(row.getString("kind")),
                    row.getString("file_name"),
                    row.getInt("line"),
                    row.getString("sha256"),
                    row.getLong("size_bytes"),
                    row.getBoolean("left_out"),
                    row.getBoolean("confirmed"),
                    row.getObject("made_at", OffsetDateTime.class),
                    row.getString("made_by")))
        .list();
  }

  /**
   * What each changed file is now. Whoever replaces the whole leaves what was changed in it behind.
   *
   * @param whole name of the dataset
   */
  public Map<String, Change> current(DatasetKey dataset, String whole) {
    Map<String, Change> current = new LinkedHashMap<>();
    for (Change change : list(dataset)) {
      if (change.kind() == Change.Kind.REPLACE && change.file().equals(whole)) {
        current.clear();
      }
      current.put(change.file(), change);
    }
    return current;
  }

  public void add(DatasetKey dataset, Change change) {
    dataset
        .in(
            jdbc,
            """
            insert into dataset_change (dataset_id, number, deed, kind, file_name, line, sha256,
                                        size_bytes, left_out, confirmed, made_at, made_by)
            values (:owned,
                    (select coalesce(max(number), 0) + 1 from dataset_change
                     where dataset_id = :owned),
                    :deed, :kind, :file, :line, :sha256, :size, :leftOut, false, :at, :by)
            """)
        .param("deed", change.deed())
        .param("kind", change.kind().name())
        .param("file", change.file())
        .param("line", change.line())
        .param("sha256", change.sha256())
        .param("size", change.sizeBytes())
        .param("leftOut", change.isLeftOut())
        .param("at", change.at())
        .param("by", change.by())
        .update();
  }

  public void remove(DatasetKey dataset, Change change) {
    dataset
        .in(jdbc, "delete from dataset_change where dataset_id = :owned and number = :number")
        .param("number", change.number())
        .update();
  }

  /** From now on they can no longer be undone. */
  public void confirm(DatasetKey dataset) {
    dataset
        .in(jdbc, "update dataset_change set confirmed = true where dataset_id = :owned")
        .update();
  }
}

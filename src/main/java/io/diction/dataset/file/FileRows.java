package io.diction.dataset.file;

import io.diction.dataset.DatasetKey;
import io.diction.storage.Blob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The files of datasets, and the clips that manifests and archives make of them. */
@Repository
public class FileRows {
  private static final int MOST_SPEAKERS = 10;

  private static final int BATCH = 1_000;

  private static final String INSERT_FILE =
      DatasetKey.owned(
          """
      insert into dataset_file (dataset_id, number, name, sha256, size_bytes, duration_ms)
      values (:owned, :number, :name, :sha256, :size, :duration)
      """);

  private static final String INSERT_CLIP =
      DatasetKey.owned(
          """
      insert into dataset_clip (dataset_id, number, file_number, start_ms, duration_ms, words,
                                speaker, purpose)
      values (:owned, :number, :file, :start, :duration, :words, :speaker, :purpose)
      """);

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  public FileRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /**
   * One file.
   *
   * @param number 0 for what was uploaded, from 1 for what was found in it
   * @param name within the dataset, as its owner knows it
   */
  public record StoredFile(int number, String name, Blob blob, @Nullable Long durationMs) {}

  /**
   * What is said in a part of a file.
   *
   * @param file number of the file
   * @param durationMs null: to its end
   */
  public record Clip(
      int number,
      int file,
      long startMs,
      @Nullable Long durationMs,
      String words,
      String speaker,
      Purpose purpose) {}

  public void add(DatasetKey dataset, StoredFile file) {
    addFiles(dataset, List.of(file));
  }

  public void addFiles(DatasetKey dataset, List<StoredFile> files) {
    insert(
        INSERT_FILE,
        files,
        file ->
            dataset
                .parameters()
                .addValue("number", file.number())
                .addValue("name", file.name())
                .addValue("sha256", file.blob().sha256())
                .addValue("size", file.blob().sizeBytes())
                .addValue("duration", file.durationMs()));
  }

  /** The greatest number; looks at all files. */
  public int lastNumber(DatasetKey dataset) {
    return dataset
        .in(jdbc, "select coalesce(max(number), 0) from dataset_file where dataset_id = :owned")
        .query(Integer.class)
        .single();
  }

  private <T> void insert(String sql, List<T> all, Function<T, MapSqlParameterSource> row) {
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.batchUpdate(
          sql,
          all.subList(from, Math.min(all.size(), from + BATCH)).stream()
              .map(row)
              .toArray(MapSqlParameterSource[]::new));
    }
  }

  /**
   * Adds a file that was found in what was uploaded, instead of what had its name before.
   *
   * @param number that none has, see {@link #lastNumber}
   * @return the bytes that are no longer referred to
   */
  public List<String> replaceFound(
      DatasetKey dataset, int number, String name, Blob blob, long durationMs) {
    List<String> before =
        dataset
            .in(
                jdbc,
                """
                select sha256
                from dataset_file
                where dataset_id = :owned and name = :name and number > 0
                """)
            .param("name", name)
            .query(String.class)
            .list();
    if (!before.isEmpty()) {
      dataset
          .in(
              jdbc,
              """
              delete from dataset_file
              where dataset_id = :owned and name = :name and number > 0
              """)
          .param("name", name)
          .update();
    }
    add(dataset, new StoredFile(number, name, blob, durationMs));
    return before;
  }

  public void add(DatasetKey dataset, Clip clip) {
    addClips(dataset, List.of(clip));
  }

  public void addClips(DatasetKey dataset, List<Clip> clips) {
    insert(
        INSERT_CLIP,
        clips,
        clip ->
            dataset
                .parameters()
                .addValue("number", clip.number())
                .addValue("file", clip.file())
                .addValue("start", clip.startMs())
                .addValue("duration", clip.durationMs())
                .addValue("words", clip.words())
                .addValue("speaker", clip.speaker())
                .addValue("purpose", clip.purpose().name()));
  }

  public List<StoredFile> files(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select number, name, sha256, size_bytes, duration_ms
            from dataset_file
            where dataset_id = :owned
            order by number
            """)
        .query(
            (row, number) ->
                new StoredFile(
                    row.getInt("number"),
                    row.getString("name"),
                    new Blob(row.getString("sha256"), row.getLong("size_bytes")),
                    row.getObject("duration_ms", Long.class)))
        .list();
  }

  /** What was uploaded, or the list of its files. */
  public Blob uploaded(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select sha256, size_bytes from dataset_file where dataset_id = :owned and number = 0
            """)
        .query((row, number) -> new Blob(row.getString("sha256"), row.getLong("size_bytes")))
        .single();
  }

  public List<Clip> clips(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select number, file_number, start_ms, duration_ms, words, speaker, purpose
            from dataset_clip
            where dataset_id = :owned
            order by number
            """)
        .query(
            (row, number) ->
                new Clip(
                    row.getInt("number"),
                    row.getInt("file_number"),
                    row.getLong("start_ms"),
                    row.getObject("duration_ms", Long.class),
                    row.getString("words"),
                    row.getString("speaker"),
                    Purpose.valueOf(row.getString("purpose"))))
        .list();
  }

  /** Who speaks in files, by their name; most of each are enough to be shown. */
  public Map<String, List<String>> speakers(DatasetKey dataset, Collection<String> files) {
    Map<String, List<String>> speakers = new HashMap<>();
    if (files.isEmpty()) {
      return speakers;
    }
    dataset
        .in(
            jdbc,
            """
            select distinct f.name, c.speaker
            from dataset_clip c
            join dataset_file f on f.dataset_id = c.dataset_id and f.number = c.file_number
            where c.dataset_id = :owned and c.speaker <> '' and f.name in (:files)
            order by f.name, c.speaker
            """)
        .param("files", files)
        .query(
            row -> {
              List<String> of =
                  speakers.computeIfAbsent(row.getString("name"), name -> new ArrayList<>());
              if (of.size() < MOST_SPEAKERS) {
                of.add(row.getString("speaker"));
              }
            });
    return speakers;
  }

  /** What came is from now on something else: its owner confirmed that. */
  public void replaceUploaded(DatasetKey dataset, Blob blob) {
    dataset
        .in(
            jdbc,
            """
            update dataset_file
            set sha256 = :sha256, size_bytes = :size
            where dataset_id = :owned and number = 0
            """)
        .param("sha256", blob.sha256())
        .param("size", blob.sizeBytes())
        .update();
  }

  /** Forgets what was found in the uploaded file; its clips go with the files. */
  public void removeFound(DatasetKey dataset) {
    dataset.in(jdbc, "delete from dataset_clip where dataset_id = :owned").update();
    dataset.in(jdbc, "delete from dataset_file where dataset_id = :owned and number > 0").update();
  }
}

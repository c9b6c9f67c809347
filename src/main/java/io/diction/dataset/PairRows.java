package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What belongs together by its name. */
@Repository
class PairRows {
  private final JdbcClient jdbc;

  PairRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a dataset belongs to.
   *
   * @param test whether the two are held out of the training
   */
  public record Pair(String name, boolean test) {}

  /** What these datasets of a model belong to, by id; those without anything are absent. */
  Map<UUID, Pair> of(CustomModelId model, Collection<UUID> datasets) {
    Map<UUID, Pair> pairs = new HashMap<>();
    if (!datasets.isEmpty()) {
      jdbc.sql(
              """
              select mine.id, min(other.name) as name,
                     max(case when mine.type = 'TEST' or other.type = 'TEST'
                              then 1 else 0 end) as test
              from dataset mine
              join dataset other on other.organization_id = mine.organization_id
                and other.pair_key = mine.pair_key and other.id <> mine.id
              join model_dataset m on m.dataset_id = other.id and m.model_id = :model
              where mine.id in (:ids) and other.status <> 'REJECTED'
                and ((mine.type = 'AUDIO' and other.type in ('TRANSCRIPT', 'TEST'))
                     or (mine.type in ('TRANSCRIPT', 'TEST') and other.type = 'AUDIO'))
              group by mine.id
              """)
          .param("model", model.value())
          .param("ids", datasets)
          .query(
              row -> {
                pairs.put(
                    row.getObject("id", UUID.class),
                    new Pair(row.getString("name"), row.getInt("test") == 1));
              });
    }
    return pairs;
  }

  /**
   * What a recording and its text came to.
   *
   * @param clips of the recording, as they were corrected and split
   */
  record Made(UUID text, List<FileRows.Clip> clips) {}

  /** Of the recordings of a model that have a text of their name, by their ids. */
  Map<UUID, Made> made(CustomModelId model) {
    Map<UUID, Made> made = new HashMap<>();
    jdbc.sql(
            """
            select p.audio_id, p.text_id
            from model_dataset m
            join paired_text p on p.audio_id = m.dataset_id
            where m.model_id = :model
            """)
        .param("model", model.value())
        .query(
            row -> {
              made.put(
                  row.getObject("audio_id", UUID.class),
                  new Made(row.getObject("text_id", UUID.class), new ArrayList<>()));
            });
    jdbc.sql(
            """
            select c.dataset_id, c.number, c.file_number, c.start_ms, c.duration_ms, c.words,
                   c.speaker, c.purpose
            from model_dataset m
            join paired_text p on p.audio_id = m.dataset_id
            join dataset_clip c on c.dataset_id = p.audio_id
            where m.model_id = :model
            order by c.dataset_id, c.number
            """)
        .param("model", model.value())
        .query(
            row -> {
              made.get(row.getObject("dataset_id", UUID.class))
                  .clips()
                  .add(
                      new FileRows.Clip(
                          row.getInt("number"),
                          row.getInt("file_number"),
                          row.getLong("start_ms"),
                          row.getObject("duration_ms", Long.class),
                          row.getString("words"),
                          row.getString("speaker"),
                          Purpose.valueOf(row.getString("purpose"))));
            });
    return made;
  }

  /** The recording of this name that came with a text and was rejected. */
  Optional<String> rejectedRecording(DatasetId text) {
    return jdbc.sql(
            """
            select d.name
            from dataset mine
            join dataset d on d.upload_id = mine.upload_id and d.pair_key = mine.pair_key
            where mine.id = :id and mine.type in ('TRANSCRIPT', 'TEST')
              and d.type = 'AUDIO' and d.status = 'REJECTED'
            order by d.id
            limit 1
            """)
        .param("id", text.value())
        .query(String.class)
        .optional();
  }

  /** Texts of this name that came with a recording and are ready. */
  List<DatasetId> readyTexts(DatasetId recording) {
    return jdbc.sql(
            """
            select d.id
            from dataset mine
            join dataset d on d.upload_id = mine.upload_id and d.pair_key = mine.pair_key
            where mine.id = :id and d.type in ('TRANSCRIPT', 'TEST') and d.status = 'READY'
            order by d.id
            """)
        .param("id", recording.value())
        .query((row, number) -> new DatasetId(row.getObject("id", UUID.class)))
        .list();
  }
}

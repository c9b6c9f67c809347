package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
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

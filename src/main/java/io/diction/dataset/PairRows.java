package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.Purpose;
import io.diction.identity.OrganizationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  Map<UUID, Pair> of(CustomModelId model, OrganizationId organization, Collection<UUID> datasets) {
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
              where mine.id in (:ids) and mine.organization_id = :organization
                and other.status <> 'REJECTED'
                and ((mine.type = 'AUDIO' and other.type in ('TRANSCRIPT', 'TEST'))
                     or (mine.type in ('TRANSCRIPT', 'TEST') and other.type = 'AUDIO'))
              group by mine.id
              """)
          .param("model", model.value())
          .param("organization", organization.value())
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
  Map<UUID, Made> made(CustomModelId model, OrganizationId organization) {
    Map<UUID, Made> made = new HashMap<>();
    jdbc.sql(
            """
            select p.audio_id, p.text_id
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            join paired_text p on p.audio_id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
            """)
        .param("model", model.value())
        .param("organization", organization.value())
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
            join dataset d on d.id = m.dataset_id
            join paired_text p on p.audio_id = m.dataset_id
            join dataset_clip c on c.dataset_id = p.audio_id
            where m.model_id = :model and d.organization_id = :organization
            order by c.dataset_id, c.number
            """)
        .param("model", model.value())
        .param("organization", organization.value())
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

  /** Recordings of a model that were split before, and have no clips at the moment. */
  Set<UUID> unmadeSplits(CustomModelId model, OrganizationId organization) {
    return new HashSet<>(
        jdbc.sql(
                """
                select d.id
                from model_dataset m
                join dataset d on d.id = m.dataset_id
                join dataset_split s on s.dataset_id = d.id
                where m.model_id = :model and d.organization_id = :organization
                  and d.type = 'AUDIO' and d.status = 'READY'
                  and not exists (select 1 from paired_text p where p.audio_id = d.id)
                """)
            .param("model", model.value())
            .param("organization", organization.value())
            .query(UUID.class)
            .list());
  }

  /**
   * Recordings of all organizations that have a text of their name and no clips of it, but for
   * those whose text cannot be read.
   */
  List<DatasetKey> unmade(long mostTextBytes) {
    return jdbc.sql(
            """
            select distinct d.id, d.organization_id
            from dataset d
            join dataset t on t.organization_id = d.organization_id and t.pair_key = d.pair_key
            join model_dataset m on m.dataset_id = d.id
            join model_dataset n on n.dataset_id = t.id and n.model_id = m.model_id
            where d.type = 'AUDIO' and d.status = 'READY'
              and t.type in ('TRANSCRIPT', 'TEST') and t.status = 'READY'
              and t.size_bytes <= :most
              and not exists (select 1 from paired_text p where p.audio_id = d.id)
              and not exists (select 1 from dataset_finding f
                              where f.dataset_id = t.id and f.rule = 'pair_unread')
            """)
        .param("most", mostTextBytes)
        .query(
            (row, number) ->
                new DatasetKey(
                    new OrganizationId(row.getObject("organization_id", UUID.class)),
                    new DatasetId(row.getObject("id", UUID.class))))
        .list();
  }

  /** The recording of this name that came with a text and was rejected. */
  Optional<String> rejectedRecording(DatasetKey text) {
    return text.in(
            jdbc,
            """
            select d.name
            from dataset mine
            join dataset d on d.organization_id = mine.organization_id
              and d.upload_id = mine.upload_id and d.pair_key = mine.pair_key
            where mine.id = :owned and mine.type in ('TRANSCRIPT', 'TEST')
              and d.type = 'AUDIO' and d.status = 'REJECTED'
            order by d.id
            limit 1
            """)
        .query(String.class)
        .optional();
  }

  /** Texts of this name that came with a recording and are ready. */
  List<DatasetId> readyTexts(DatasetKey recording) {
    return recording
        .in(
            jdbc,
            """
            select d.id
            from dataset mine
            join dataset d on d.organization_id = mine.organization_id
              and d.upload_id = mine.upload_id and d.pair_key = mine.pair_key
            where mine.id = :owned and d.type in ('TRANSCRIPT', 'TEST') and d.status = 'READY'
            order by d.id
            """)
        .query((row, number) -> new DatasetId(row.getObject("id", UUID.class)))
        .list();
  }
}

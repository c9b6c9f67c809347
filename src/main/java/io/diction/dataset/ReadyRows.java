package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what of a model's datasets is ready: to train on, to measure with, to pair with others. */
@Repository
class ReadyRows {
  private final JdbcClient jdbc;

  ReadyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean hasPartner(
      CustomModelId model, OrganizationId organization, String pairKey, boolean recording) {
    return jdbc.sql(
            """
            select 1
            from model_dataset m join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and d.pair_key = :key and d.status = 'READY' and d.type in (:types)
            limit 1
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .param("key", pairKey)
        .param("types", recording ? List.of("TRANSCRIPT", "TEST") : List.of("AUDIO"))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** A dataset that pairs with another by its name. */
  record Partner(DatasetId id, String name, DatasetType type) {}

  /** Ready datasets of a model whose name differs from this one's in the ending alone. */
  List<Partner> partners(CustomModelId model, DatasetKey of) {
    return of.in(
            jdbc,
            """
            select d.id, d.name, d.type
            from dataset mine
            join dataset d on d.organization_id = mine.organization_id
              and d.pair_key = mine.pair_key and d.id <> mine.id
            join model_dataset m on m.dataset_id = d.id
            where mine.id = :owned and m.model_id = :model and d.status = 'READY'
            order by d.id
            """)
        .param("model", model.value())
        .query(
            (row, number) ->
                new Partner(
                    new DatasetId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    DatasetType.valueOf(row.getString("type"))))
        .list();
  }

  /** A dataset and what it shares with those that it pairs with. */
  record Named(Dataset dataset, String pairKey) {}

  List<Named> list(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            select d.pair_key, %s
            from model_dataset m join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and d.status = 'READY'
            order by d.sha256
            """
                .formatted(DatasetRows.COLUMNS))
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            (row, number) -> new Named(DatasetRows.dataset(row, number), row.getString("pair_key")))
        .list();
  }

  /**
   * Audio and text that is ready to train on. Subtitles last as long as their recording and are not
   * counted again, nor are recordings that a manifest names; neither is what is held out:
   * recordings with a test transcript of the same name, clips that test.
   */
  TrainingData.Amount amount(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            with tests as (
              select d.pair_key
              from model_dataset m join dataset d on d.id = m.dataset_id
              where m.model_id = :model and d.organization_id = :organization
                and d.type = 'TEST' and d.status = 'READY'
            ), named as (
              select f.sha256
              from model_dataset m
              join dataset d on d.id = m.dataset_id
              join dataset_file f on f.dataset_id = d.id
              where m.model_id = :model and d.organization_id = :organization
                and d.type = 'MANIFEST' and d.status = 'READY'
                and f.number > 0 and f.duration_ms is not null
            ), held_out as (
              select c.dataset_id,
                     sum(coalesce(c.duration_ms, f.duration_ms - c.start_ms)) as duration_ms
              from model_dataset m
              join dataset d on d.id = m.dataset_id
              join dataset_clip c on c.dataset_id = m.dataset_id
              join dataset_file f on f.dataset_id = c.dataset_id and f.number = c.file_number
              where m.model_id = :model and d.organization_id = :organization
                and c.purpose = 'TEST'
              group by c.dataset_id
            )
            select coalesce(sum(case when d.status = 'READY' and m.purpose = 'TRAIN'
                                      and d.type in ('AUDIO', 'MANIFEST')
                                      and (d.type = 'MANIFEST'
                                           or d.pair_key not in (select pair_key from tests)
                                              and d.sha256 not in (select sha256 from named))
                                     then greatest(0, d.duration_ms - coalesce(h.duration_ms, 0))
                                end), 0) as audio,
                   coalesce(sum(case when d.status = 'READY' and d.type = 'TRANSCRIPT'
                                     then d.size_bytes end), 0) as text,
                   coalesce(sum(case when d.status = 'READY' and m.purpose = 'TRAIN'
                                     then greatest(1, d.clips) end), 0) as files,
                   count(case when d.status in ('UPLOADING', 'VALIDATING') then 1 end) as unsettled
            from model_dataset m
            join dataset d on d.id = m.dataset_id
            left join held_out h on h.dataset_id = d.id
            where m.model_id = :model and d.organization_id = :organization
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            (row, number) ->
                new TrainingData.Amount(
                    row.getLong("audio") / 1000.0,
                    row.getLong("text"),
                    row.getLong("files"),
                    row.getInt("unsettled") == 0))
        .single();
  }

  /** Whether something that trains is ready. */
  boolean isTrainable(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            select 1
            from model_dataset m join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and m.purpose = 'TRAIN' and d.status = 'READY'
            limit 1
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Whether it is all that is ready to train this model. */
  boolean isOnlyTrainable(CustomModelId model, Dataset dataset) {
    return jdbc.sql(
            """
            select m.dataset_id
            from model_dataset m join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and m.purpose = 'TRAIN' and d.status = 'READY'
            limit 2
            """)
        .param("model", model.value())
        .param("organization", dataset.organization().value())
        .query(UUID.class)
        .list()
        .equals(List.of(dataset.id().value()));
  }
}

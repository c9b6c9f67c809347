package io.diction.api.model;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the API alone knows of versions. */
@Repository
class ModelRecords {
  private final JdbcClient jdbc;

  ModelRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One that was asked for, with a custom model of its own. */
  void add(
      UUID id,
      OrganizationId organization,
      CustomModelId model,
      @Nullable DatasetId text,
      List<DatasetId> datasets) {
    insert(id, organization, model, true, text);
    int position = 0;
    for (DatasetId dataset : datasets) {
      jdbc.sql(
              """
              insert into api_model_dataset (api_model_id, position, dataset_id)
              values (
                (select id from api_model where id = :id and organization_id = :organization),
                :position, :dataset)
              """)
          .param("id", id)
          .param("organization", organization.value())
          .param("position", position++)
          .param("dataset", dataset.value())
          .update();
    }
  }

  private void insert(
      UUID id,
      OrganizationId organization,
      CustomModelId model,
      boolean sole,
      @Nullable DatasetId text) {
    jdbc.sql(
            """
            insert into api_model (id, organization_id, model_id, sole, text_dataset_id)
            values (:id, :organization, :model, :sole, :text)
            """)
        .param("id", id)
        .param("organization", organization.value())
        .param("model", model.value())
        .param("sole", sole)
        .param("text", text == null ? null : text.value())
        .update();
  }

  /** Takes one from the lists of the API; what the portal has of it stays. */
  void remove(UUID id, CustomModelId model, SignedIn who) {
    int known =
        jdbc.sql(
                """
                update api_model set removed_by = :by, removed_by_name = :name
                where id = :id and organization_id = :organization
                """)
            .param("by", who.user().value())
            .param("name", who.displayName())
            .param("id", id)
            .param("organization", who.organization().value())
            .update();
    if (known == 0) {
      insert(id, who.organization(), model, false, null);
      remove(id, model, who);
    }
  }

  /** Who removed a version from the API whose custom model was made for it. */
  Optional<SignedIn> findRemover(OrganizationId organization, UUID job) {
    return jdbc.sql(
            """
            select removed_by, removed_by_name
            from api_model
            where id = :id and organization_id = :organization and sole and removed_by is not null
            """)
        .param("id", job)
        .param("organization", organization.value())
        .query(
            (row, number) ->
                new SignedIn(
                    new UserId(row.getObject("removed_by", UUID.class)),
                    organization,
                    Role.ORGADMIN,
                    row.getString("removed_by_name"),
                    ZoneOffset.UTC))
        .optional();
  }

  /** The text that a custom model was made with. */
  Optional<DatasetId> findText(OrganizationId organization, CustomModelId model) {
    return jdbc.sql(
            """
            select text_dataset_id from api_model
            where model_id = :model and organization_id = :organization
              and text_dataset_id is not null
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(UUID.class)
        .optional()
        .map(DatasetId::new);
  }

  /**
   * The datasets that models were made of and that are still there: those that the API was told, or
   * those that the custom model trains on.
   */
  Map<UUID, List<UUID>> datasets(OrganizationId organization, Collection<UUID> ids) {
    Map<UUID, List<UUID>> datasets = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql(
              """
              select x.api_model_id as id, x.dataset_id, x.position
              from api_model_dataset x
              join dataset d on d.id = x.dataset_id
              where d.organization_id = :organization and x.api_model_id in (:ids)
              union all
              select r.job_id, d.id, 0
              from training_run r
              join model_dataset u on u.model_id = r.model_id and u.purpose = 'TRAIN'
              join dataset d on d.id = u.dataset_id
              where r.organization_id = :organization and d.organization_id = :organization
                and r.job_id in (:ids) and d.status = 'READY' and d.created_at <= r.asked_at
                and not exists (select 1 from api_model a where a.id = r.job_id)
              order by 3, 2
              """)
          .param("organization", organization.value())
          .param("ids", ids)
          .query(
              row -> {
                datasets
                    .computeIfAbsent(row.getObject("id", UUID.class), id -> new ArrayList<>())
                    .add(row.getObject("dataset_id", UUID.class));
              });
    }
    return datasets;
  }
}

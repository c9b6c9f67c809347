package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Datasets of a model that wait at their report. */
@Repository
class ReviewRows {
  private final JdbcClient jdbc;

  ReviewRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What was found in them, all together.
   *
   * @param clips recordings with their text in archives, folders and lists
   */
  public record Waiting(int datasets, long clips, long errors, long warnings) {}

  Waiting sum(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            select count(*) as datasets, coalesce(sum(d.clips), 0) as clips,
                   coalesce(sum(d.error_count), 0) as errors,
                   coalesce(sum(d.warning_count), 0) as warnings
            from model_dataset m join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and d.status = 'NEEDS_REVIEW'
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query(
            (row, number) ->
                new Waiting(
                    row.getInt("datasets"),
                    row.getLong("clips"),
                    row.getLong("errors"),
                    row.getLong("warnings")))
        .single();
  }

  List<DatasetId> waiting(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
            """
            select d.id
            from model_dataset m join dataset d on d.id = m.dataset_id
            where m.model_id = :model and d.organization_id = :organization
              and d.status = 'NEEDS_REVIEW'
            order by d.id
            """)
        .param("model", model.value())
        .param("organization", organization.value())
        .query((row, number) -> new DatasetId(row.getObject("id", UUID.class)))
        .list();
  }
}

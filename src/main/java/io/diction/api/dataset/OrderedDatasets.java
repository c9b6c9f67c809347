package io.diction.api.dataset;

import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetUse;
import io.diction.identity.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Datasets whose recordings transcriptions and evaluations under way hear. */
@Repository
class OrderedDatasets implements DatasetUse {
  private final JdbcClient jdbc;

  OrderedDatasets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isUsed(DatasetId dataset, OrganizationId organization) {
    return jdbc.sql(
                """
                select (
                  select count(*) from transcription_order
                  where organization_id = :organization and dataset_id = :dataset
                    and state in ('NOT_STARTED', 'RUNNING')
                ) + (
                  select count(*) from evaluation_order
                  where organization_id = :organization and dataset_id = :dataset
                    and state in ('NOT_STARTED', 'RUNNING')
                )
                """)
            .param("organization", organization.value())
            .param("dataset", dataset.value())
            .query(Long.class)
            .single()
        > 0;
  }
}

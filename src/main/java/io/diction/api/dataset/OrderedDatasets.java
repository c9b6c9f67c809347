package io.diction.api.dataset;

import io.diction.identity.OrganizationId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Datasets whose recordings transcriptions and evaluations under way hear. */
@Repository
class OrderedDatasets {
  private final JdbcClient jdbc;

  OrderedDatasets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean isUsed(UUID dataset, OrganizationId organization) {
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
            .param("dataset", dataset)
            .query(Long.class)
            .single()
        > 0;
  }
}

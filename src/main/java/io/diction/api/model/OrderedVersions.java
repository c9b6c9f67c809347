package io.diction.api.model;

import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions that transcriptions under way are to be made with, whether or not one has begun. */
@Component
class OrderedVersions implements VersionUse {
  private final JdbcClient jdbc;

  OrderedVersions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isUsed(VersionId version) {
    return jdbc.sql(
                """
                select count(*)
                from model_version v
                join transcription_order o
                  on o.version_id = v.id and o.organization_id = v.organization_id
                where v.id = :version and o.state in ('NOT_STARTED', 'RUNNING')
                """)
            .param("version", version.value())
            .query(Long.class)
            .single()
        > 0;
  }

  @Override
  public boolean holdsModel() {
    return true;
  }
}

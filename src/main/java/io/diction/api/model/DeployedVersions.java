package io.diction.api.model;

import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions that endpoints recognise with. */
@Component
class DeployedVersions implements VersionUse {
  private final JdbcClient jdbc;

  DeployedVersions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isUsed(VersionId version) {
    return jdbc.sql(
                """
                select count(*)
                from model_version v
                join endpoint e
                  on e.model_ref = v.job_id and e.model_kind = 'MODEL'
                    and e.organization_id = v.organization_id
                where v.id = :version
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

package io.diction.evaluation;

import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions that tests under way measure. */
@Component
class TestedVersions implements VersionUse {
  private final JdbcClient jdbc;

  TestedVersions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isUsed(VersionId version) {
    return jdbc.sql(
                """
                select count(*)
                from test_subject s join test_run r on r.id = s.run_id
                where s.version_id = :version and r.finished_at is null
                """)
            .param("version", version.value())
            .query(Long.class)
            .single()
        > 0;
  }
}

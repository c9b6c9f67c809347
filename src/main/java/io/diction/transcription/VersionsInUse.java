package io.diction.transcription;

import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions that sessions under way recognise with. */
@Component
class VersionsInUse implements VersionUse {
  private final JdbcClient jdbc;

  VersionsInUse(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isUsed(VersionId version) {
    return jdbc.sql(
                """
                select count(*)
                from stt_session
                where version_id = :version and finished_at is null
                """)
            .param("version", version.value())
            .query(Long.class)
            .single()
        > 0;
  }
}

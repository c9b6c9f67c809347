package io.diction.evaluation.version;

import io.diction.jobs.JobSubject;
import io.diction.jobs.JobSubjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which models have a version made again. */
@Component
class ReproductionNames implements JobSubjects {
  private final JdbcClient jdbc;

  ReproductionNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, JobSubject> of(Collection<UUID> jobs) {
    Map<UUID, JobSubject> subjects = new HashMap<>();
    jdbc.sql(
            """
            select j.id, m.name as name, r.asked_by_name as asked_by
            from job j
            join version_reproduction r
              on r.id = j.subject_id and r.organization_id = j.organization_id
            join custom_model m on m.id = r.model_id
            where j.id in (:jobs)
            """)
        .param("jobs", jobs)
        .query(
            row -> {
              subjects.put(
                  row.getObject("id", UUID.class),
                  new JobSubject(row.getString("name"), row.getString("asked_by")));
            });
    return subjects;
  }
}

package io.diction.evaluation;

import io.diction.jobs.JobSubject;
import io.diction.jobs.JobSubjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which tests are measured. */
@Component
class TestNames implements JobSubjects {
  private final JdbcClient jdbc;

  TestNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, JobSubject> of(Collection<UUID> jobs) {
    Map<UUID, JobSubject> subjects = new HashMap<>();
    jdbc.sql(
            """
            select j.id, t.name as name, t.asked_by_name as asked_by
            from job j
            join test_run t on t.id = j.subject_id and t.organization_id = j.organization_id
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

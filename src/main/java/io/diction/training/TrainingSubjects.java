package io.diction.training;

import io.diction.jobs.JobSubject;
import io.diction.jobs.JobSubjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which models trainings train. */
@Component
class TrainingSubjects implements JobSubjects {
  private final JdbcClient jdbc;

  TrainingSubjects(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, JobSubject> of(Collection<UUID> jobs) {
    Map<UUID, JobSubject> subjects = new HashMap<>();
    jdbc.sql(
            """
            select j.id, m.name, r.asked_by_name
            from job j
            join training_run r
              on r.id = j.subject_id and r.organization_id = j.organization_id
            join custom_model m on m.id = r.model_id
            where j.id in (:jobs)
            """)
        .param("jobs", jobs)
        .query(
            row -> {
              subjects.put(
                  row.getObject("id", UUID.class),
                  new JobSubject(row.getString("name"), row.getString("asked_by_name")));
            });
    return subjects;
  }
}

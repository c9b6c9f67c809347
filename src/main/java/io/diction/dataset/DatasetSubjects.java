package io.diction.dataset;

import io.diction.jobs.JobSubject;
import io.diction.jobs.JobSubjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which datasets are validated or listened to. */
@Component
class DatasetSubjects implements JobSubjects {
  private final JdbcClient jdbc;

  DatasetSubjects(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, JobSubject> of(Collection<UUID> jobs) {
    Map<UUID, JobSubject> subjects = new HashMap<>();
    jdbc.sql(
            """
            select j.id, d.name, coalesce(u.display_name, '') as uploaded_by
            from job j
            join dataset d on d.id = j.subject_id and d.organization_id = j.organization_id
            left join app_user u on u.id = d.created_by
            where j.id in (:jobs)
            """)
        .param("jobs", jobs)
        .query(
            row -> {
              subjects.put(
                  row.getObject("id", UUID.class),
                  new JobSubject(row.getString("name"), row.getString("uploaded_by")));
            });
    return subjects;
  }
}

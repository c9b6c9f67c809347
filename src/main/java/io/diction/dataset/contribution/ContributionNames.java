package io.diction.dataset.contribution;

import io.diction.jobs.JobSubject;
import io.diction.jobs.JobSubjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which contributions are checked. */
@Component
class ContributionNames implements JobSubjects {
  private final JdbcClient jdbc;

  ContributionNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, JobSubject> of(Collection<UUID> jobs) {
    Map<UUID, JobSubject> subjects = new HashMap<>();
    jdbc.sql(
            """
            select j.id, c.name as name, coalesce(u.display_name, '') as asked_by
            from job j
            join contribution c on c.id = j.subject_id and c.organization_id = j.organization_id
            left join app_user u on u.id = c.user_id
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

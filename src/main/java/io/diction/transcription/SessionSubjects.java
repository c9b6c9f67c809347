package io.diction.transcription;

import io.diction.jobs.JobSubject;
import io.diction.jobs.JobSubjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which recordings sessions recognise or align. */
@Component
class SessionSubjects implements JobSubjects {
  private final JdbcClient jdbc;

  SessionSubjects(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, JobSubject> of(Collection<UUID> jobs) {
    Map<UUID, JobSubject> subjects = new HashMap<>();
    jdbc.sql(
            """
            select j.id, s.name, u.display_name
            from job j
            join stt_session s
              on s.id = j.subject_id and s.organization_id = j.organization_id
            join app_user u on u.id = s.user_id
            where j.id in (:jobs)
            """)
        .param("jobs", jobs)
        .query(
            row -> {
              subjects.put(
                  row.getObject("id", UUID.class),
                  new JobSubject(row.getString("name"), row.getString("display_name")));
            });
    return subjects;
  }
}

package io.diction.transcription;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which recordings sessions recognise or align. */
@Component
class SessionSubjects implements JobSubjects {
  @Override
  public String statement() {
    return """
        select j.id, s.name, u.display_name as asked_by
        from job j
        join stt_session s
          on s.id = j.subject_id and s.organization_id = j.organization_id
        join app_user u on u.id = s.user_id
        where j.id in (:jobs)
        """;
  }
}

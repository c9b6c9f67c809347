package io.diction.transcription.teaching;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which recordings passages are cut out of. */
@Component
class DeliveryNames implements JobSubjects {
  @Override
  public String statement() {
    return """
    select j.id, d.session_name as name, u.display_name as asked_by
    from job j
    join session_delivery d
      on d.id = j.subject_id and d.organization_id = j.organization_id
    join app_user u on u.id = d.user_id
    where j.id in (:jobs)
    """;
  }
}

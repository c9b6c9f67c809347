package io.diction.dataset;

import io.diction.jobs.JobSubjects;
import org.springframework.stereotype.Component;

/** Which datasets are validated or listened to. */
@Component
class DatasetSubjects implements JobSubjects {
  @Override
  public String statement() {
    return """
        select j.id, d.name, coalesce(u.display_name, '') as asked_by
        from job j
        join dataset d on d.id = j.subject_id and d.organization_id = j.organization_id
        left join app_user u on u.id = d.created_by
        where j.id in (:jobs)
        """;
  }
}
